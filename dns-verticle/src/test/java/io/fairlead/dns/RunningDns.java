package io.fairlead.dns;

import io.fairlead.dns.zone.CatalogFixture;
import io.fairlead.node.Drain;
import io.fairlead.node.NodeContext;
import io.fairlead.node.Readiness;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** The DNS server of a fixture on a local bus. */
public final class RunningDns implements AutoCloseable {
  final RegistryStandIn registry;
  public final MeterRegistry meters = new SimpleMeterRegistry();
  public final String host;
  public final int port;

  /** What was thrown on event loops and caught by nobody. */
  public final List<Throwable> failures = new CopyOnWriteArrayList<>();

  private final Vertx vertx;
  private final NodeContext node;

  private RunningDns(CatalogFixture catalog, DnsSettings settings, boolean nativeTransport) {
    vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(nativeTransport));
    vertx.exceptionHandler(failures::add);
    try {
      registry = new RegistryStandIn(vertx, catalog);
      node = new NodeContext(vertx, meters, new Readiness(), new Drain());
      host = settings.listen().host();
      port = DnsDeployment.deploy(node, settings).await();
      Awaitility.await().until(() -> node.readiness().missing().isEmpty());
    } catch (RuntimeException e) {
      vertx.close();
      throw e;
    }
  }

  /** On a free port. */
  public static RunningDns of(CatalogFixture catalog) {
    return of(catalog, new DnsSettingsFixture());
  }

  public static RunningDns of(CatalogFixture catalog, DnsSettingsFixture settings) {
    return new RunningDns(catalog, settings.make(), true);
  }

  static RunningDns keeping(CatalogFixture catalog, Path folder) {
    return of(catalog, new DnsSettingsFixture().keeping(folder));
  }

  static RunningDns of(CatalogFixture catalog, int answersMax, boolean nativeTransport) {
    var settings = new DnsSettingsFixture().answersMax(answersMax);
    return new RunningDns(catalog, settings.make(), nativeTransport);
  }

  NodeContext node() {
    return node;
  }

  @Override
  public void close() {
    try {
      vertx.close().await(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("Vert.x does not close", e);
    }
  }
}
