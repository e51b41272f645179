package io.fairlead.node.link;

import io.fairlead.node.NodeContext;
import io.vertx.core.Future;

/** Being written. */
public final class BusLink {
  private BusLink() {}

  /**
   * Links this process's event bus to a registry node's, and keeps it so. Does not wait for the
   * first connection; adds the readiness condition {@code link} and a drain step.
   */
  public static Future<Void> deploy(NodeContext node, LinkSettings settings) {
    node.readiness().require("link " + settings.registries(), () -> false);
    return Future.succeededFuture();
  }
}
