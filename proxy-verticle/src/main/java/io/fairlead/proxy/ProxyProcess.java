package io.fairlead.proxy;

import io.fairlead.node.ManagementSettings;
import io.fairlead.node.NodeContext;
import io.fairlead.node.NodeProcess;
import io.fairlead.node.link.BusLink;
import io.fairlead.node.link.LinkRole;
import io.vertx.core.Future;
import java.time.Duration;

/** The sidecar as a process of its own: linked to the registry, then deployed. */
public final class ProxyProcess implements NodeProcess<ProxySettings> {
  private static final Duration DRAIN_MARGIN = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "proxy";
  }

  @Override
  public Class<ProxySettings> settingsType() {
    return ProxySettings.class;
  }

  @Override
  public ManagementSettings management(ProxySettings settings) {
    return settings.managementPort();
  }

  /** Deregistering, telling everybody, and both sides' grace, one after the other. */
  @Override
  public Duration drainTimeout(ProxySettings settings) {
    var drain = settings.drain();
    return settings
        .lease()
        .requestTimeout()
        .plus(drain.propagation())
        .plus(drain.grace())
        .plus(DRAIN_MARGIN);
  }

  @Override
  public Future<Void> start(NodeContext node, ProxySettings settings) {
    return BusLink.deploy(node, settings.link(), LinkRole.SIDECAR)
        .compose(v -> Sidecar.deploy(node, settings))
        .mapEmpty();
  }
}
