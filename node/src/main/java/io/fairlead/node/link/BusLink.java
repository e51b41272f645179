package io.fairlead.node.link;

import io.fairlead.node.NodeContext;
import io.fairlead.node.StartFailure;
import io.vertx.core.Future;

/**
 * The way of a process that is no cluster member onto the bus. While it is linked, the registry's
 * events arrive on the local event bus and requests sent there are answered; while it is not,
 * requests fail at once with {@code BusFailure.UNAVAILABLE}. Each time it is linked (again) it
 * publishes {@code BusAddress.BUS_RESTORED}.
 */
public final class BusLink {
  private BusLink() {}

  /**
   * Links this process's event bus to a registry node's, and keeps it so. Does not wait for the
   * first connection. Adds a drain step, to be called before other steps are, and the readiness
   * condition {@code link}, which holds from the first connection on: a registry that is down must
   * not take every process out of service.
   *
   * @param role what this process is to the registry, and so what it may ask of it
   * @return fails with {@link StartFailure} when {@code link.registries} cannot be read
   */
  public static Future<Void> deploy(NodeContext node, LinkSettings settings, LinkRole role) {
    try {
      if (settings.registries().isEmpty()) {
        throw new StartFailure("link.registries is empty (expected: host:port of registry nodes)");
      }
      var registries = settings.registries().stream().map(RegistryAddress::parse).toList();
      var verticle = new LinkVerticle(settings, registries, role, new LinkMetrics(node.meters()));
      node.readiness().require("link", verticle::hasEverLinked);
      return node.vertx()
          .deployVerticle(verticle)
          .onSuccess(id -> node.drain().onDrain("link", () -> node.vertx().undeploy(id)))
          .mapEmpty();
    } catch (StartFailure e) {
      return Future.failedFuture(e);
    }
  }
}
