package io.fairlead.proxy.names;

import io.fairlead.nameserver.forward.ForwardSettings;
import io.fairlead.nameserver.forward.Forwarding;
import io.fairlead.nameserver.server.Forwarder;
import io.fairlead.nameserver.server.ListenSettings;
import io.fairlead.nameserver.server.ServerSockets;
import io.fairlead.node.NodeContext;
import io.fairlead.proxy.settings.ResolverSettings;
import io.fairlead.proxy.virtual.VirtualNames;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** DNS for the programs of the sidecar's own host. */
public final class HostResolver {
  /** In meters and messages. */
  private static final String SERVER = "sidecar";

  private HostResolver() {}

  /**
   * Begins to answer; adds the readiness condition {@code proxy-names}, which holds as soon as what
   * is known is answered, and the drain step {@code dns}.
   *
   * @param names nothing is published of them yet
   * @param eventLoops that answer; 0 is one for each processor
   * @return the port, once it answers; fails with {@link io.fairlead.node.StartFailure} when the
   *     address cannot be had, or names cannot be asked for where the settings say
   */
  public static Future<Integer> deploy(
      NodeContext node,
      ResolverSettings settings,
      String taskHost,
      int eventLoops,
      VirtualNames names) {
    var listen = settings.listen(taskHost, eventLoops);
    var table =
        new AliasTable(
            settings.ttlSeconds(),
            () -> TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()));
    names.onStatus(table::follow);
    node.readiness().require("proxy-names", () -> names.isTold() || !names.isComplete());
    var sockets =
        new ServerSockets(
            SERVER,
            "dns",
            listen,
            settings.tcp(),
            settings.trusted(taskHost),
            settings.rateLimit(),
            node.meters());
    return node.vertx()
        .executeBlocking(() -> Upstreams.of(settings, listen), false)
        .compose(
            forward ->
                sockets.deploy(
                    node.vertx(),
                    () ->
                        new AliasAuthority(
                            table, names::isComplete, forward.isOn(), new SplittableRandom()),
                    forwarder(node, forward, listen)))
        .onSuccess(port -> node.drain().onDrain("dns", sockets::close))
        .onSuccess(port -> tell(node, listen.host(), port));
  }

  private static Function<Vertx, Forwarder> forwarder(
      NodeContext node, ForwardSettings settings, ListenSettings listen) {
    return settings.isOn()
        ? Forwarding.of(SERVER, settings, listen, node.meters())::onLoop
        : loop -> null;
  }

  private static void tell(NodeContext node, String host, int port) {
    node.management().listening("dns-udp", host, port);
    node.management().listening("dns-tcp", host, port);
  }
}
