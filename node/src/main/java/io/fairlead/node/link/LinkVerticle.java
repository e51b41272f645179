package io.fairlead.node.link;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Random;

/** Gives the link an event loop of its own choosing and closes it. */
final class LinkVerticle extends VerticleBase {
  private final LinkSettings settings;
  private final List<RegistryAddress> registries;
  private final LinkRole role;
  private final LinkMetrics metrics;
  private volatile Link link;

  LinkVerticle(
      LinkSettings settings, List<RegistryAddress> registries, LinkRole role, LinkMetrics metrics) {
    this.settings = settings;
    this.registries = registries;
    this.role = role;
    this.metrics = metrics;
  }

  @Override
  public Future<?> start() {
    link = new Link(vertx, settings, registries, role, new Random(), metrics);
    link.open();
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    link.close();
    return Future.succeededFuture();
  }

  /** From any thread. */
  boolean hasEverLinked() {
    var opened = link;
    return opened != null && opened.hasEverLinked();
  }
}
