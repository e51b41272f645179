package io.fairlead.node;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

/**
 * What a process is given to start in. One JVM may hold several roles in one context ({@code
 * fairlead dev}). No record: it is a place to work in, not a value.
 */
public final class NodeContext {
  private final Vertx vertx;
  private final MeterRegistry meters;
  private final Readiness readiness;
  private final Drain drain;
  private final Management management;

  public NodeContext(
      Vertx vertx, MeterRegistry meters, Readiness readiness, Drain drain, Management management) {
    this.vertx = vertx;
    this.meters = meters;
    this.readiness = readiness;
    this.drain = drain;
    this.management = management;
  }

  /** A context whose pages nobody serves, for a role that is started without {@link Node}. */
  public NodeContext(Vertx vertx, MeterRegistry meters, Readiness readiness, Drain drain) {
    this(vertx, meters, readiness, drain, new Management());
  }

  /** Clustered, linked or alone: nobody needs to know. */
  public Vertx vertx() {
    return vertx;
  }

  /** Where every meter is registered. */
  public MeterRegistry meters() {
    return meters;
  }

  /** What {@code /ready} depends on. */
  public Readiness readiness() {
    return readiness;
  }

  /** What happens on SIGTERM. */
  public Drain drain() {
    return drain;
  }

  /** Where a role adds its own pages and names its listeners. */
  public Management management() {
    return management;
  }
}
