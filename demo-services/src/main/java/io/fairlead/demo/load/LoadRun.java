package io.fairlead.demo.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Consumer;

/**
 * One run: sends what is due each millisecond, tells once a second how it stands, and ends when
 * everything that was sent has an answer or a failure. Lives on one event loop.
 */
final class LoadRun {
  private static final double NANOS = 1e9;

  private final Vertx vertx;
  private final Context context;
  private final LoadSettings settings;
  private final Target target;
  private final Consumer<Progress> everySecond;
  private final Tally tally = new Tally();
  private final Promise<Progress> finished = Promise.promise();
  private Timetable timetable;
  private long next;
  private long sendTimer;
  private long reportTimer;
  private boolean stopped;

  /**
   * @param everySecond called on the event loop
   */
  LoadRun(Vertx vertx, LoadSettings settings, Consumer<Progress> everySecond) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.settings = settings;
    this.target = new Target(vertx, settings);
    this.everySecond = everySecond;
  }

  /** Begins; the summary comes when the last request has ended. */
  Future<Progress> start() {
    context.runOnContext(v -> begin());
    return finished.future();
  }

  /** Sends nothing more; what is in flight may still end. */
  void stop() {
    context.runOnContext(v -> endSending());
  }

  private void begin() {
    var duration = settings.duration();
    long total =
        duration == null
            ? Long.MAX_VALUE
            : Math.max(1, duration.toMillis() * settings.ratePerSecond() / 1000);
    timetable = new Timetable(System.nanoTime(), settings.ratePerSecond(), total);
    sendTimer = vertx.setPeriodic(1, t -> sendDue());
    reportTimer = vertx.setPeriodic(1000, t -> everySecond.accept(tally.second(seconds())));
    sendDue();
  }

  private void sendDue() {
    while (!stopped && timetable.isDue(next, System.nanoTime())) {
      send(timetable.dueNanos(next++));
    }
    if (next == timetable.total()) {
      endSending();
    }
  }

  private void send(long dueNanos) {
    boolean overrun = tally.inFlight() >= settings.inFlightMax();
    tally.sent();
    if (overrun) {
      tally.failed(FailureKind.OVERRUN);
      return;
    }
    target.send().onSuccess(failure -> ended(dueNanos, failure));
  }

  private void ended(long dueNanos, String failure) {
    if (failure == null) {
      tally.succeeded(System.nanoTime() - dueNanos);
    } else {
      tally.failed(failure);
    }
    finishWhenIdle();
  }

  private void endSending() {
    if (!stopped) {
      stopped = true;
      vertx.cancelTimer(sendTimer);
      finishWhenIdle();
    }
  }

  private void finishWhenIdle() {
    if (stopped && tally.inFlight() == 0) {
      vertx.cancelTimer(reportTimer);
      finished.tryComplete(tally.summary(seconds()));
    }
  }

  private double seconds() {
    return (System.nanoTime() - timetable.startNanos()) / NANOS;
  }
}
