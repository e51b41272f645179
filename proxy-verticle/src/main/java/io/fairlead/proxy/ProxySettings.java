package io.fairlead.proxy;

import io.fairlead.node.ManagementSettings;
import io.fairlead.node.link.LinkSettings;
import io.fairlead.node.settings.Setting;
import io.fairlead.node.settings.SettingsReader;
import io.fairlead.node.view.ViewSettings;
import io.fairlead.proxy.settings.DrainSettings;
import io.fairlead.proxy.settings.EgressSettings;
import io.fairlead.proxy.settings.GatewaySettings;
import io.fairlead.proxy.settings.HeaderSettings;
import io.fairlead.proxy.settings.Http2Settings;
import io.fairlead.proxy.settings.IngressSettings;
import io.fairlead.proxy.settings.LeaseSettings;
import io.fairlead.proxy.settings.LimitSettings;
import io.fairlead.proxy.settings.ManagementPortSettings;
import io.fairlead.proxy.settings.OutlierSettings;
import io.fairlead.proxy.settings.PoolSettings;
import io.fairlead.proxy.settings.ResolverSettings;
import io.fairlead.proxy.settings.RetrySettings;
import io.fairlead.proxy.settings.ServiceSettings;
import io.fairlead.proxy.settings.TaskSettings;
import io.fairlead.proxy.settings.TlsSettings;
import io.fairlead.proxy.virtual.VirtualRange;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that can be set of a sidecar.
 *
 * @param services what the task offers; empty for a task that only calls others
 * @param dns null means that the sidecar answers no DNS
 */
public record ProxySettings(
    TaskSettings task,
    @Setting(value = "[]", doc = "Services that the task offers") List<ServiceSettings> services,
    EgressSettings egress,
    IngressSettings ingress,
    GatewaySettings gateway,
    TlsSettings tls,
    @Setting(
            value = Setting.ABSENT,
            doc = "Makes the sidecar the resolver of its own host; switches virtual addresses on")
        ResolverSettings dns,
    ManagementPortSettings management,
    LinkSettings link,
    ViewSettings view,
    RetrySettings retry,
    OutlierSettings outlier,
    PoolSettings pool,
    LimitSettings limits,
    Http2Settings http2,
    HeaderSettings headers,
    LeaseSettings lease,
    DrainSettings drain) {

  public ProxySettings {
    services = List.copyOf(services);
    VirtualRange.of(egress.virtualRange(), task.host());
    requireVirtualAddresses(egress, dns);
    if (!services.isEmpty() && (task.namespace() == null || task.id() == null)) {
      throw new IllegalArgumentException(
          "task.namespace and task.id must be set when services are (expected: both, or no"
              + " service)");
    }
    Set<String> names = new HashSet<>();
    for (var service : services) {
      if (!names.add(service.discoveryName())) {
        throw new IllegalArgumentException(
            "services have the discoveryName "
                + service.discoveryName()
                + " twice (expected: each once)");
      }
    }
  }

  private static void requireVirtualAddresses(EgressSettings egress, ResolverSettings dns) {
    if (dns != null && Boolean.FALSE.equals(egress.virtualAddresses())) {
      throw new IllegalArgumentException(
          "dns has nothing to answer while egress.virtualAddresses is false (expected: true, or no"
              + " dns)");
    }
    if (egress.hostsFile() != null && !virtualAddresses(egress, dns)) {
      throw new IllegalArgumentException(
          "egress.hostsFile = "
              + egress.hostsFile()
              + " has nothing to tell while egress.virtualAddresses is false (expected: true, or no"
              + " hosts file)");
    }
  }

  private static boolean virtualAddresses(EgressSettings egress, ResolverSettings dns) {
    return egress.virtualAddresses() == null ? dns != null : egress.virtualAddresses();
  }

  /**
   * Settings in a program.
   *
   * @param flags as on the command line; everything else has its default
   * @throws io.fairlead.node.settings.SettingsException when a flag is wrong
   */
  public static ProxySettings of(String... flags) {
    return SettingsReader.read(ProxySettings.class, List.of(flags), Map.of());
  }

  /** Where the egress listener is. */
  public String egressHost() {
    return egress.host() != null ? egress.host() : task.host();
  }

  /** Whether each client alias has a virtual address. */
  boolean virtualAddresses() {
    return virtualAddresses(egress, dns);
  }

  /** Where virtual addresses are taken from. */
  VirtualRange virtualRange() {
    return VirtualRange.of(egress.virtualRange(), task.host());
  }

  /** Where the ingress listeners are. */
  public String ingressHost() {
    return ingress.host() != null ? ingress.host() : task.host();
  }

  /** Where the management port is; 0 picks a free one. */
  public ManagementSettings managementPort() {
    String host = management.host() != null ? management.host() : task.host();
    return new ManagementSettings(host, management.port());
  }
}
