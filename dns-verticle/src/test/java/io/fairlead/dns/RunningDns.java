package io.fairlead.dns;

import io.fairlead.dns.zone.CatalogFixture;
import io.fairlead.nameserver.server.ListenSettings;
import io.fairlead.nameserver.server.RateLimitSettings;
import io.fairlead.nameserver.server.TcpSettings;
import io.fairlead.node.Drain;
import io.fairlead.node.ManagementSettings;
import io.fairlead.node.NodeContext;
import io.fairlead.node.Readiness;
import io.fairlead.node.net.AddressRanges;
import io.fairlead.node.view.ViewSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The DNS server of a fixture on a free port, on a local bus. */
final class RunningDns implements AutoCloseable {
  static final int CONNECTIONS_MAX = 3;
  static final Duration IDLE_TIMEOUT = Duration.ofMillis(1500);

  final RegistryStandIn registry;
  final MeterRegistry meters = new SimpleMeterRegistry();
  final int port;
  private final Vertx vertx;
  private final NodeContext node;

  private RunningDns(
      CatalogFixture catalog, int answersMax, boolean nativeTransport, String viewFolder) {
    vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(nativeTransport));
    registry = new RegistryStandIn(vertx, catalog);
    node = new NodeContext(vertx, meters, new Readiness(), new Drain());
    port = DnsDeployment.deploy(node, settings("127.0.0.1", 0, answersMax, viewFolder)).await();
    Awaitility.await().until(() -> node.readiness().missing().isEmpty());
  }

  static RunningDns of(CatalogFixture catalog) {
    return new RunningDns(catalog, 8, true, "");
  }

  static RunningDns keeping(CatalogFixture catalog, Path folder) {
    return new RunningDns(catalog, 8, true, folder.toString());
  }

  static RunningDns of(CatalogFixture catalog, int answersMax, boolean nativeTransport) {
    return new RunningDns(catalog, answersMax, nativeTransport, "");
  }

  static DnsSettings settings(String host, int port, int answersMax) {
    return settings(host, port, answersMax, "");
  }

  private static DnsSettings settings(String host, int port, int answersMax, String viewFolder) {
    return new DnsSettings(
        new ListenSettings(host, port, 2, 1232),
        new TcpSettings(IDLE_TIMEOUT, IDLE_TIMEOUT, 4096, CONNECTIONS_MAX, CONNECTIONS_MAX),
        AddressRanges.LOOPBACK_AND_PRIVATE,
        new RateLimitSettings(200, 2, 24, 56),
        answersMax,
        new ZoneSettings(List.of(), "registry.test", List.of("127.0.0.1")),
        null,
        new ViewSettings(viewFolder, Duration.ofSeconds(1), 1 << 20),
        new ManagementSettings("127.0.0.1", 0));
  }

  NodeContext node() {
    return node;
  }

  @Override
  public void close() {
    try {
      vertx.close().await(10, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException("Vert.x does not close", e);
    }
  }
}
