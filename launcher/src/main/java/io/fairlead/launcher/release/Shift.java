package io.fairlead.launcher.release;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.launcher.policy.PolicyApi;
import io.fairlead.launcher.policy.ServiceName;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One release: the policy's split is changed step by step, each step is judged by what callers got,
 * and the policy is put back as it was when a step fails. Every change replaces the version that
 * was written last, so that nobody else's is overwritten.
 */
final class Shift {
  /**
   * What is released.
   *
   * @param rule whose split it is
   * @param stepPercent how much more with each step, 1 to 100
   */
  record Plan(ServiceName service, String rule, Target from, Target to, int stepPercent) {}

  /** Reads what sidecars have counted; blocks. */
  interface Meters {
    /** Adds what they say now; fails when one cannot be read. */
    void readInto(SplitReadings readings) throws IOException;
  }

  /** Is told how it goes. */
  interface Listener {
    /** A step begins. */
    void step(int percent);

    /**
     * A step is over.
     *
     * @param to what callers got from the new target in it
     * @param from and from the old one
     */
    void judged(int percent, Counts to, Counts from);
  }

  /** Lets time pass. */
  interface Pause {
    void sleep(Duration span) throws InterruptedException;
  }

  private static final int WHOLE = 100;
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Plan plan;
  private final Judgement judgement;
  private final PolicyApi api;
  private final Meters meters;
  private final Listener listener;
  private final Pause pause;
  private final LongSupplier nanoClock;
  private final SplitReadings readings;
  private ObjectNode before;
  private long version;
  private boolean open;
  private boolean over;

  Shift(
      Plan plan,
      Judgement judgement,
      PolicyApi api,
      Meters meters,
      Listener listener,
      Pause pause,
      LongSupplier nanoClock) {
    this.plan = plan;
    this.judgement = judgement;
    this.api = api;
    this.meters = meters;
    this.listener = listener;
    this.pause = pause;
    this.nanoClock = nanoClock;
    this.readings = new SplitReadings(plan.service().toString(), plan.rule());
  }

  /**
   * Runs to its end.
   *
   * @return null when all traffic goes to the new target, else why it was rolled back
   * @throws IOException when the registry refuses, or the sidecars cannot be read; then what was
   *     changed stays until {@link #rollBack}
   */
  String run() throws IOException, InterruptedException {
    var held = api.get(plan.service());
    before = held.document();
    version = held.version();
    meters.readInto(readings);
    int percent = 0;
    while (percent < WHOLE) {
      percent = Math.min(WHOLE, percent + plan.stepPercent());
      String reason = step(percent);
      if (reason != null) {
        rollBack();
        return "at " + percent + " %: " + reason;
      }
    }
    synchronized (this) {
      open = false;
    }
    return null;
  }

  private String step(int percent) throws IOException, InterruptedException {
    write(ShiftRule.split(before, plan.rule(), plan.from(), plan.to(), percent));
    listener.step(percent);
    long begun = nanoClock.getAsLong();
    var to = of(plan.to());
    var from = of(plan.from());
    while (true) {
      pause.sleep(LOOK);
      meters.readInto(readings);
      var since = Duration.ofNanos(nanoClock.getAsLong() - begun);
      var got = of(plan.to()).minus(to);
      var verdict = judgement.of(since, got);
      if (!(verdict instanceof Judgement.Verdict.Wait)) {
        listener.judged(percent, got, of(plan.from()).minus(from));
        return verdict instanceof Judgement.Verdict.RollBack back ? back.reason() : null;
      }
    }
  }

  private Counts of(Target target) {
    return readings.of(target.label(plan.service()));
  }

  private synchronized void write(ObjectNode policy) throws IOException {
    if (over) {
      throw new IOException("the release was given up");
    }
    version = api.put(plan.service(), policy, version).version();
    open = true;
  }

  /** Puts the policy back as it was before, unless there is nothing to put back; any thread. */
  synchronized boolean rollBack() throws IOException {
    over = true;
    if (!open) {
      return false;
    }
    open = false;
    version = api.put(plan.service(), before, version).version();
    return true;
  }

  /** Leaves what was changed as it is. */
  synchronized void keep() {
    open = false;
  }
}
