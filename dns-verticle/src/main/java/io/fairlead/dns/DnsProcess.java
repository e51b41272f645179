package io.fairlead.dns;

import io.fairlead.node.ManagementSettings;
import io.fairlead.node.NodeContext;
import io.fairlead.node.NodeProcess;
import io.fairlead.node.link.BusLink;
import io.fairlead.node.link.LinkRole;
import io.vertx.core.Future;

/** The DNS server as a process of its own, linked to the registry. */
final class DnsProcess implements NodeProcess<DnsSettings> {
  @Override
  public String name() {
    return "dns";
  }

  @Override
  public Class<DnsSettings> settingsType() {
    return DnsSettings.class;
  }

  @Override
  public ManagementSettings management(DnsSettings settings) {
    return settings.management();
  }

  @Override
  public Future<Void> start(NodeContext node, DnsSettings settings) {
    return BusLink.deploy(node, settings.link(), LinkRole.DNS)
        .compose(linked -> DnsDeployment.deploy(node, settings))
        .mapEmpty();
  }
}
