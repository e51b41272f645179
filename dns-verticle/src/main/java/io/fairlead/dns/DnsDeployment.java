package io.fairlead.dns;

import io.fairlead.dns.zone.CatalogAuthority;
import io.fairlead.dns.zone.CatalogZones;
import io.fairlead.dns.zone.NameServers;
import io.fairlead.dns.zone.RegistryNames;
import io.fairlead.nameserver.forward.Forwarding;
import io.fairlead.nameserver.server.Forwarder;
import io.fairlead.nameserver.server.ServerSockets;
import io.fairlead.node.Management;
import io.fairlead.node.NodeContext;
import io.fairlead.node.StartFailure;
import io.fairlead.node.view.NodeView;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.SplittableRandom;
import java.util.function.Function;

/** A DNS server in parts: one view of the catalog, and sockets on every event loop. */
public final class DnsDeployment {
  private DnsDeployment() {}

  /**
   * Deploys the DNS server; adds the readiness condition {@code dns-view} and the drain step {@code
   * dns}.
   *
   * @return the port it answers on, once it does; fails with {@link io.fairlead.node.StartFailure}
   *     when the address cannot be had, or an upstream is this server itself
   */
  public static Future<Integer> deploy(NodeContext node, DnsSettings settings) {
    try {
      return deploy(node, settings, forwarder(node, settings));
    } catch (StartFailure failure) {
      return Future.failedFuture(failure);
    }
  }

  private static Future<Integer> deploy(
      NodeContext node, DnsSettings settings, Function<Vertx, Forwarder> forwarder) {
    Vertx vertx = node.vertx();
    var names = RegistryNames.of(settings.zones().registryName(), settings.registryAddresses());
    var zones = new CatalogZones(NameServers.at(settings.nameServers()), names);
    var reader = NodeView.of(node, "dns", settings.view(), settings.management());
    var sockets =
        new ServerSockets(
            "dns",
            settings.listen(),
            settings.tcp(),
            settings.trusted(),
            settings.rateLimit(),
            node.meters());
    return vertx
        .deployVerticle(new ZonesVerticle(reader, zones))
        .compose(
            zonesId ->
                sockets
                    .deploy(
                        vertx,
                        () ->
                            new CatalogAuthority(
                                zones, names, settings.answersMax(), new SplittableRandom()),
                        forwarder)
                    .onSuccess(
                        port ->
                            node.drain()
                                .onDrain(
                                    "dns",
                                    () ->
                                        sockets.close().eventually(() -> vertx.undeploy(zonesId))))
                    .recover(
                        failure ->
                            vertx.undeploy(zonesId).transform(v -> Future.failedFuture(failure))))
        .onSuccess(port -> tell(node.management(), settings.listen().host(), port));
  }

  private static Function<Vertx, Forwarder> forwarder(NodeContext node, DnsSettings settings) {
    if (!settings.forward().isOn()) {
      return loop -> null;
    }
    return Forwarding.of("dns", settings.forward(), settings.listen(), node.meters())::onLoop;
  }

  private static void tell(Management management, String host, int port) {
    management.listening("dns-udp", host, port);
    management.listening("dns-tcp", host, port);
  }
}
