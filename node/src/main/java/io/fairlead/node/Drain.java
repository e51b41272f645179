package io.fairlead.node;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to happen before the process may go, in the reverse order of registration: what was
 * started last is stopped first. A step that fails is logged and the next one runs.
 */
public final class Drain {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  private record Step(String name, Supplier<Future<Void>> action) {}

  private final Deque<Step> steps = new ArrayDeque<>();
  private Future<Void> running;

  /** Adds a step that runs before all those that were added earlier. */
  public synchronized void onDrain(String name, Supplier<Future<Void>> action) {
    steps.push(new Step(name, action));
  }

  /** Runs every step once, however often it is called; never fails. */
  public synchronized Future<Void> run() {
    if (running == null) {
      running = Future.succeededFuture();
      for (var step : steps) {
        running = running.compose(v -> attempt(step));
      }
    }
    return running;
  }

  private static Future<Void> attempt(Step step) {
    LOG.info("drain: {}", step.name());
    Future<Void> done;
    try {
      done = step.action().get();
    } catch (RuntimeException e) {
      done = Future.failedFuture(e);
    }
    return done.otherwise(
        failure -> {
          LOG.warn("drain: {} failed", step.name(), failure);
          return null;
        });
  }
}
