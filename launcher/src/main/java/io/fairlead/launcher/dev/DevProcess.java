package io.fairlead.launcher.dev;

import io.fairlead.dns.DnsDeployment;
import io.fairlead.dns.DnsSettings;
import io.fairlead.node.ManagementSettings;
import io.fairlead.node.NodeContext;
import io.fairlead.node.NodeProcess;
import io.fairlead.node.settings.SettingsReader;
import io.fairlead.proxy.ProxySettings;
import io.fairlead.proxy.Sidecar;
import io.fairlead.registry.RegistrySettings;
import io.fairlead.registry.RegistryVerticle;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** All roles in one process: the registry first, since the others read from it. */
final class DevProcess implements NodeProcess<DevSettings> {
  /** Readers that share the registry's process have nothing to outlive it for. */
  private static final String NO_VIEW = "--view.folder=";

  /** In one JVM everything is on this machine, so that is where health checks have to go. */
  private static final String LOOPBACK = "--health.allow=127.0.0.0/8,::1";

  private final DevPorts ports;
  private final Path folder;

  /**
   * @param folder keeps the catalog; null to forget it
   */
  DevProcess(DevPorts ports, Path folder) {
    this.ports = ports;
    this.folder = folder;
  }

  @Override
  public String name() {
    return "dev";
  }

  @Override
  public Class<DevSettings> settingsType() {
    return DevSettings.class;
  }

  @Override
  public ManagementSettings management(DevSettings settings) {
    return settings.management();
  }

  @Override
  public Future<Void> start(NodeContext node, DevSettings settings) {
    return RegistryVerticle.deployLocal(node, registry())
        .compose(v -> DnsDeployment.deploy(node, dns()))
        .compose(v -> Sidecar.deploy(node, sidecar()))
        .mapEmpty();
  }

  private RegistrySettings registry() {
    String kept = folder == null ? "" : folder.toString();
    return read(
        RegistrySettings.class,
        "--api.port=" + ports.api(),
        "--data.folder=" + kept,
        "--data.name=dev",
        LOOPBACK);
  }

  private DnsSettings dns() {
    return read(DnsSettings.class, "--listen.port=" + ports.dns(), NO_VIEW);
  }

  private ProxySettings sidecar() {
    return ProxySettings.of("--egress.port=" + ports.egress(), NO_VIEW);
  }

  private static <S extends Record> S read(Class<S> type, String... flags) {
    return SettingsReader.read(type, List.of(flags), Map.of());
  }
}
