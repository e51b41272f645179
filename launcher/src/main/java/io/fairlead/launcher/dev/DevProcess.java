package io.fairlead.launcher.dev;

import io.fairlead.dns.DnsSettings;
import io.fairlead.dns.DnsVerticle;
import io.fairlead.node.ManagementSettings;
import io.fairlead.node.NodeContext;
import io.fairlead.node.NodeProcess;
import io.fairlead.node.settings.SettingsReader;
import io.fairlead.proxy.ProxySettings;
import io.fairlead.proxy.Sidecar;
import io.fairlead.registry.RegistrySettings;
import io.fairlead.registry.RegistryVerticle;
import io.fairlead.registry.catalog.LocalCatalogStore;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** All roles in one process: the registry first, since the others read from it. */
final class DevProcess implements NodeProcess<DevSettings> {
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
    var store = new LocalCatalogStore(System::currentTimeMillis);
    return kept(node, store)
        .compose(
            v ->
                RegistryVerticle.deployLocal(node, read(RegistrySettings.class, registry()), store))
        .compose(v -> DnsVerticle.deploy(node, read(DnsSettings.class, dns())))
        .compose(v -> Sidecar.deploy(node, ProxySettings.of("--egress.port=" + ports.egress())))
        .mapEmpty();
  }

  private Future<Void> kept(NodeContext node, LocalCatalogStore store) {
    return folder == null
        ? Future.succeededFuture()
        : new CatalogKeeper(node.vertx(), store, new CatalogFile(folder)).start(node.drain());
  }

  private String registry() {
    return "--api.port=" + ports.api();
  }

  private String dns() {
    return "--listen.port=" + ports.dns();
  }

  private static <S extends Record> S read(Class<S> type, String flag) {
    return SettingsReader.read(type, List.of(flag), Map.of());
  }
}
