package io.fairlead.proxy.check;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes one application again and again and tells when the verdict changes: often until the first
 * success, so that a task takes traffic as soon as it can, then at the interval. One probe at a
 * time. Lives on the context that called {@link #start}.
 */
public final class HealthWatch {
  private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);

  /**
   * How often and how strictly.
   *
   * @param startInterval until the first success
   * @param startWithin how long the first success may take before its absence is told
   * @param interval afterwards
   * @param failures in a row that make it unhealthy
   * @param successes in a row that make it healthy
   */
  public record Pace(
      Duration startInterval,
      Duration startWithin,
      Duration interval,
      int failures,
      int successes) {}

  private final Vertx vertx;
  private final String subject;
  private final AppCheck check;
  private final Pace pace;
  private final Consumer<Boolean> changed;
  private volatile HealthTally tally = HealthTally.UNKNOWN;
  private boolean closed;
  private long timer = -1;
  private long lateReport = -1;
  private volatile String lastFailure = "no answer yet";

  /**
   * @param subject for the log: which service's application
   * @param changed gets true when it turned healthy, false when it turned unhealthy; first true
   */
  public HealthWatch(
      Vertx vertx, String subject, AppCheck check, Pace pace, Consumer<Boolean> changed) {
    this.vertx = vertx;
    this.subject = subject;
    this.check = check;
    this.pace = pace;
    this.changed = changed;
  }

  /** Probes at once, then goes on until {@link #close}. */
  public void start() {
    lateReport = vertx.setPeriodic(pace.startWithin().toMillis(), t -> reportLate());
    probe();
  }

  /**
   * The verdict for people, with the last check's answer where there is something to mend: {@code
   * healthy}, {@code not healthy yet: ...} or {@code unhealthy: ...}; any thread.
   */
  public String standing() {
    var now = tally;
    if (!now.isKnown()) {
      return "not healthy yet: " + lastFailure;
    }
    return now.healthy() ? "healthy" : "unhealthy: " + lastFailure;
  }

  /** An application that never comes up is not silent: somebody waits for it. */
  private void reportLate() {
    LOG.warn(
        "application of {} has not been healthy yet and gets no traffic; last check: {}",
        subject,
        lastFailure);
  }

  private void probe() {
    check.probe().onComplete(probed -> judge(probed.succeeded(), probed.cause()));
  }

  /** Stops; no verdict comes after it. */
  public Future<Void> close() {
    closed = true;
    vertx.cancelTimer(timer);
    vertx.cancelTimer(lateReport);
    return check.close();
  }

  private void judge(boolean success, Throwable cause) {
    if (closed) {
      return;
    }
    if (success) {
      vertx.cancelTimer(lateReport);
    } else {
      lastFailure = String.valueOf(cause.getMessage());
    }
    var before = tally;
    tally = before.after(success, pace.successes(), pace.failures());
    if (tally.isKnown() && !tally.healthy().equals(before.healthy())) {
      announce(cause);
    }
    var wait = tally.isKnown() ? pace.interval() : pace.startInterval();
    timer = vertx.setTimer(wait.toMillis(), t -> probe());
  }

  private void announce(Throwable cause) {
    if (tally.healthy()) {
      LOG.info("application of {} is healthy", subject);
    } else {
      LOG.warn("application of {} is unhealthy: {}", subject, cause.getMessage());
    }
    changed.accept(tally.healthy());
  }
}
