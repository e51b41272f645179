package io.fairlead.dns;

import io.fairlead.catalog.view.CatalogReader;
import io.fairlead.dns.message.Answer;
import io.fairlead.dns.message.Question;
import io.fairlead.dns.server.DnsMetrics;
import io.fairlead.dns.server.DnsServer;
import io.fairlead.dns.zone.Resolver;
import io.fairlead.node.Management;
import io.fairlead.node.NodeContext;
import io.fairlead.node.view.NodeView;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.SplittableRandom;

/** Wires the view to the resolver and the resolver to the sockets, on one event loop. */
public final class DnsVerticle extends VerticleBase {
  private final DnsSettings settings;
  private final CatalogReader reader;
  private final Resolver resolver;
  private final DnsMetrics metrics;
  private final SplittableRandom random = new SplittableRandom();
  private DnsServer server;

  private DnsVerticle(NodeContext node, DnsSettings settings) {
    this.settings = settings;
    this.reader = NodeView.of(node, "dns", settings.view(), settings.management());
    this.resolver = new Resolver(settings.answersMax(), settings.effectiveServerAddress());
    this.metrics = new DnsMetrics(node.meters());
  }

  /**
   * Deploys the DNS server; adds the readiness condition {@code dns-view} and the drain step {@code
   * dns}.
   *
   * @return the port it answers on, once it does; fails with {@link io.fairlead.node.StartFailure}
   *     when the address cannot be had
   */
  public static Future<Integer> deploy(NodeContext node, DnsSettings settings) {
    var verticle = new DnsVerticle(node, settings);
    Vertx vertx = node.vertx();
    return vertx
        .deployVerticle(verticle)
        .onSuccess(id -> node.drain().onDrain("dns", () -> vertx.undeploy(id)))
        .map(id -> verticle.server.port())
        .onSuccess(port -> tell(node.management(), settings.listen().host(), port));
  }

  private static void tell(Management management, String host, int port) {
    management.listening("dns-udp", host, port);
    management.listening("dns-tcp", host, port);
  }

  @Override
  public Future<?> start() {
    reader.start();
    return DnsServer.open(vertx, settings.listen(), settings.tcp(), this::resolve, metrics)
        .onSuccess(opened -> server = opened);
  }

  @Override
  public Future<?> stop() {
    return server.close().eventually(reader::close);
  }

  private Answer resolve(Question question) {
    return resolver.resolve(question, reader.state(), random);
  }
}
