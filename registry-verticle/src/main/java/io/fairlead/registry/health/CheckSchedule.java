package io.fairlead.registry.health;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What is checked when. Times are milliseconds of any clock that only goes forward; chance comes
 * from outside. All calls on one context.
 *
 * @param <T> what is checked; told apart by {@code equals}
 */
final class CheckSchedule<T> {
  private static final long FIRST_MILLIS = 1_000;
  private static final long SPREAD_MIN_MILLIS = 3_000;
  private static final double JITTER = 0.1;

  /**
   * @param turn tells apart what is due at the same time
   */
  private record Due(long atMillis, long turn) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(atMillis, other.atMillis);
      return byTime != 0 ? byTime : Long.compare(turn, other.turn);
    }
  }

  private final RandomGenerator random;
  private final long intervalMillis;
  private final TreeMap<Due, T> byTime = new TreeMap<>();
  private final Map<T, Due> dues = new HashMap<>();
  private long turns;

  CheckSchedule(RandomGenerator random, long intervalMillis) {
    this.random = random;
    this.intervalMillis = intervalMillis;
  }

  /** Soon: whoever registered it waits for the result. */
  void planFirst(T what, long now) {
    plan(what, now + upTo(FIRST_MILLIS));
  }

  /** One of so many that came to this node together; spread, so as to load nobody. */
  void planTakenOver(T what, long now, int together) {
    // At a thousand further checks a second at most, but not later than it would have come anyway.
    plan(what, now + upTo(Math.min(intervalMillis, Math.max(SPREAD_MIN_MILLIS, together))));
  }

  /** After an interval, give or take a tenth, so that what began together drifts apart. */
  void planNext(T what, long now) {
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    plan(what, now + Math.round(intervalMillis * factor));
  }

  /** Takes it off; no matter whether it is there. */
  void cancel(T what) {
    var due = dues.remove(what);
    if (due != null) {
      byTime.remove(due);
    }
  }

  /** Takes off what is due first, if anything is due. */
  Optional<T> poll(long now) {
    var first = byTime.firstEntry();
    if (first == null || first.getKey().atMillis() > now) {
      return Optional.empty();
    }
    cancel(first.getValue());
    return Optional.of(first.getValue());
  }

  private void plan(T what, long atMillis) {
    cancel(what);
    var due = new Due(atMillis, turns++);
    dues.put(what, due);
    byTime.put(due, what);
  }

  private long upTo(long millis) {
    return (long) (random.nextDouble() * millis);
  }
}
