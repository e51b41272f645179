package io.fairlead.registry.catalog;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Arithmetic of revisions, a hybrid clock: a revision is the time of its change in microseconds
 * since the epoch, or one more than the previous one when the clock has not moved on. So it rises
 * across an empty restart and across owners whose clocks differ; it stays below 2<sup>53</sup>,
 * which every JSON reader holds exactly, until the year 2255.
 */
public final class Revisions {
  private Revisions() {}

  /** The time now, in microseconds since the epoch. */
  public static long nowMicros() {
    var now = Instant.now();
    return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000;
  }

  /** The revision of a change that is made at this time upon this revision. */
  public static long after(long previous, long nowMicros) {
    return Math.max(previous + 1, nowMicros);
  }
}
