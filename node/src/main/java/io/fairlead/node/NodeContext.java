package io.fairlead.node;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

/**
 * What a process is given to start in. One JVM may hold several roles in one context ({@code
 * fairlead dev}).
 *
 * @param vertx clustered, linked or alone: nobody needs to know
 * @param meters where every meter is registered
 * @param readiness what {@code /ready} depends on
 * @param drain what happens on SIGTERM
 * @param management where a role adds its own pages and names its listeners
 */
public record NodeContext(
    Vertx vertx, MeterRegistry meters, Readiness readiness, Drain drain, Management management) {

  /** A context whose pages nobody serves, for a role that is started without {@link Node}. */
  public NodeContext(Vertx vertx, MeterRegistry meters, Readiness readiness, Drain drain) {
    this(vertx, meters, readiness, drain, new Management());
  }
}
