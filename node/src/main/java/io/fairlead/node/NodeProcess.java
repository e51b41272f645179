package io.fairlead.node;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import java.time.Duration;

/**
 * What the main class of a fat jar hands to {@link Node}: its settings and how it starts.
 *
 * @param <S> its settings record
 */
public interface NodeProcess<S extends Record> {
  /** One word for logs, metrics and messages: {@code registry}, {@code dns}, {@code proxy}. */
  String name();

  /** The record that its flags, environment and file are read into. */
  Class<S> settingsType();

  /** Where its management port listens. */
  ManagementSettings management(S settings);

  /** How long a drain may take before it is cut off. */
  default Duration drainTimeout(S settings) {
    return Duration.ofSeconds(25);
  }

  /** Builds Vert.x; only a registry node overrides this, to join the cluster. */
  default Future<Vertx> vertx(VertxBuilder builder, S settings) {
    return Future.succeededFuture(builder.build());
  }

  /**
   * Deploys the verticles, names what readiness depends on and what has to be drained. Fails with
   * {@link StartFailure} when the user can mend it.
   */
  Future<Void> start(NodeContext node, S settings);
}
