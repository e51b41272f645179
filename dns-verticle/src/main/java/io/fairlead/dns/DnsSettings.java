package io.fairlead.dns;

import io.fairlead.nameserver.forward.ForwardSettings;
import io.fairlead.nameserver.server.ListenSettings;
import io.fairlead.nameserver.server.RateLimitSettings;
import io.fairlead.nameserver.server.TcpSettings;
import io.fairlead.node.ManagementSettings;
import io.fairlead.node.link.LinkSettings;
import io.fairlead.node.net.AddressRanges;
import io.fairlead.node.settings.Setting;
import io.fairlead.node.view.ViewSettings;
import java.util.List;

/**
 * Everything that can be set about the DNS server.
 *
 * @param listen where questions arrive
 * @param tcp what TCP connections may hold
 * @param trusted ranges of askers that see private namespaces and may have others asked for
 * @param rateLimit how many responses all others get
 * @param forward who is asked for names of elsewhere
 * @param answersMax instances in one MULTIVALUE answer; Cloud Map's 8 fit into one datagram
 * @param zones what zones say about servers
 * @param link how the registry is reached
 * @param view where the last view is kept
 * @param management where the process tells how it is
 */
public record DnsSettings(
    ListenSettings listen,
    TcpSettings tcp,
    @Setting(
            value = AddressRanges.LOOPBACK_AND_PRIVATE_TEXT,
            doc = "Ranges of askers that see private namespaces and are not limited")
        List<String> trusted,
    RateLimitSettings rateLimit,
    ForwardSettings forward,
    @Setting(
            value = "8",
            doc = "Most healthy instances in one answer of a MULTIVALUE service",
            min = 1,
            max = 1000)
        int answersMax,
    ZoneSettings zones,
    LinkSettings link,
    ViewSettings view,
    ManagementSettings management) {

  public DnsSettings {
    AddressRanges.parse(trusted);
  }

  /** The addresses of all DNS nodes, before they are known to be usable. */
  List<String> nameServers() {
    return zones.nameServers().isEmpty() ? List.of(listen.host()) : zones.nameServers();
  }

  /** The addresses of the registry, before they are known to be addresses. */
  List<String> registryAddresses() {
    return zones.registryAddresses().isEmpty() && link != null
        ? link.hosts()
        : zones.registryAddresses();
  }
}
