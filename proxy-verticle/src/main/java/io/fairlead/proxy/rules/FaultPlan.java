package io.fairlead.proxy.rules;

import io.fairlead.catalog.policy.Fault;
import java.util.concurrent.TimeUnit;

/**
 * Trouble on purpose.
 *
 * @param delayNanos 0 for none
 * @param abortStatus 0 for none
 */
record FaultPlan(long delayNanos, int delayPercent, int abortStatus, int abortPercent) {
  private static final FaultPlan NONE = new FaultPlan(0, 0, 0, 0);
  private static final int DELAY_MILLIS_MAX = 600_000;
  private static final int PERCENT = 100;

  static FaultPlan of(Fault fault) {
    if (fault == null) {
      return NONE;
    }
    if (fault.delayMillis() == null && fault.abortStatus() == null) {
      throw Checks.wrong("fault", "empty", "delayMillis, abortStatus or both");
    }
    int delay = Checks.range("fault.delayMillis", fault.delayMillis(), 1, 1, DELAY_MILLIS_MAX);
    int status = Checks.range("fault.abortStatus", fault.abortStatus(), 400, 400, 599);
    return new FaultPlan(
        fault.delayMillis() == null ? 0 : TimeUnit.MILLISECONDS.toNanos(delay),
        percent("fault.delayPercent", fault.delayPercent()),
        fault.abortStatus() == null ? 0 : status,
        percent("fault.abortPercent", fault.abortPercent()));
  }

  private static int percent(String what, Integer given) {
    return Checks.range(what, given, PERCENT, 0, PERCENT);
  }

  /**
   * Whether a request is held back.
   *
   * @param random from 0 to 1
   */
  boolean delays(double random) {
    return delayNanos > 0 && random * PERCENT < delayPercent;
  }

  /** Whether a request is failed. */
  boolean aborts(double random) {
    return abortStatus > 0 && random * PERCENT < abortPercent;
  }
}
