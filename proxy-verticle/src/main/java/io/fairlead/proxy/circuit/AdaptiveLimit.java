package io.fairlead.proxy.circuit;

/**
 * How many requests a service bears at once, found out by its latency: as long as requests take as
 * long as they do when there are few there may be more, when they take longer they queue somewhere
 * and there have to be fewer. The gradient is that of least to present latency (as in TCP Vegas,
 * and in Envoy's and Netflix's limits of concurrency). What the least latency is, is found out anew
 * from time to time, with half as many requests where there are many. Time is an argument; any
 * thread.
 */
final class AdaptiveLimit {
  static final int LIMIT_MIN = 4;
  static final int LIMIT_MAX = 10_000;
  private static final int LIMIT_FIRST = 20;

  /** Latency may be so many times the least before the limit shrinks. */
  private static final double TOLERANCE = 1.5;

  /** No single sample counts for less than this. */
  private static final double GRADIENT_MIN = 0.5;

  /** How much of a new value counts. */
  private static final double SMOOTHING = 0.2;

  /** After so many requests the least latency is forgotten. */
  private static final int WINDOW_REQUESTS = 1000;

  /** What a failure leaves of the limit. */
  private static final double BACKOFF = 0.9;

  private double limit = LIMIT_FIRST;
  private long leastNanos = Long.MAX_VALUE;
  private int samples;
  private volatile int rounded = LIMIT_FIRST;

  /** The limit at present. */
  int limit() {
    return rounded;
  }

  /**
   * A request is over.
   *
   * @param nanos how long it took
   * @param underWay how many there were at its end, itself included
   * @param served whether it was answered as it should be
   */
  synchronized void sample(long nanos, int underWay, boolean served) {
    if (!served) {
      set(limit * BACKOFF);
      return;
    }
    long took = Math.max(1, nanos);
    boolean limiting = underWay >= limit / 2;
    samples++;
    if (samples >= WINDOW_REQUESTS) {
      samples = 0;
      leastNanos = took;
      set(limiting ? limit / 2 : limit);
      return;
    }
    leastNanos = Math.min(leastNanos, took);
    if (limiting) {
      double gradient = Math.max(GRADIENT_MIN, Math.min(1, TOLERANCE * leastNanos / took));
      double aim = limit * gradient + Math.sqrt(limit);
      set(limit * (1 - SMOOTHING) + aim * SMOOTHING);
    }
  }

  private void set(double value) {
    limit = Math.max(LIMIT_MIN, Math.min(LIMIT_MAX, value));
    rounded = (int) limit;
  }
}
