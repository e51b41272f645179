package io.fairlead.dns;

import io.fairlead.dns.server.ListenSettings;
import io.fairlead.dns.server.TcpSettings;
import io.fairlead.node.ManagementSettings;
import io.fairlead.node.link.LinkSettings;
import io.fairlead.node.settings.Setting;
import io.fairlead.node.view.ViewSettings;

/**
 * Everything that can be set about the DNS server.
 *
 * @param listen where questions arrive
 * @param tcp what TCP connections may hold
 * @param answersMax instances in one MULTIVALUE answer; Cloud Map's 8 fit into one datagram
 * @param serverAddress the IP address that {@code ns1.<namespace>} gets; null means that of {@code
 *     listen.host}, unless it stands for all addresses
 * @param link how the registry is reached
 * @param view where the last view is kept
 * @param management where the process tells how it is
 */
public record DnsSettings(
    ListenSettings listen,
    TcpSettings tcp,
    @Setting(
            value = "8",
            doc = "Most healthy instances in one answer of a MULTIVALUE service",
            min = 1,
            max = 1000)
        int answersMax,
    @Setting(
            value = Setting.ABSENT,
            doc = "IP address of this server as askers see it; default: listen.host")
        String serverAddress,
    LinkSettings link,
    ViewSettings view,
    ManagementSettings management) {

  /** What {@code ns1.<namespace>} points to, before it is known to be a usable address. */
  String effectiveServerAddress() {
    return serverAddress == null ? listen.host() : serverAddress;
  }
}
