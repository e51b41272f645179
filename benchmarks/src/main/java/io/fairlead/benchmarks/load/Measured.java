package io.fairlead.benchmarks.load;

import org.HdrHistogram.Histogram;

/** What a client saw. Grows on the client's event loop; read when the run is over. */
public final class Measured {
  private static final long LATENCY_MAX_MICROS = 60_000_000;
  private static final int DIGITS = 3;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Histogram micros = new Histogram(LATENCY_MAX_MICROS, DIGITS);
  private long errors;
  private long bytes;
  private long nanos;
  private String firstError;

  void answered(long latencyNanos, long answerBytes) {
    micros.recordValue(Math.min(latencyNanos / NANOS_PER_MICRO, LATENCY_MAX_MICROS));
    bytes += answerBytes;
  }

  void failed(String reason) {
    errors++;
    firstError = firstError == null ? reason : firstError;
  }

  void took(long runNanos) {
    nanos += runNanos;
  }

  /** Adds another run's. */
  public void add(Measured other) {
    micros.add(other.micros);
    errors += other.errors;
    bytes += other.bytes;
    nanos += other.nanos;
    firstError = firstError == null ? other.firstError : firstError;
  }

  /** How many requests were answered with a 2xx status. */
  public long requests() {
    return micros.getTotalCount();
  }

  public long errors() {
    return errors;
  }

  /** What went wrong first, or null. */
  public String firstError() {
    return firstError;
  }

  public double perSecond() {
    return nanos == 0 ? 0 : requests() * NANOS_PER_SECOND / nanos;
  }

  /** Bytes of an answer's body, on average. */
  public long bytesPerAnswer() {
    return requests() == 0 ? 0 : bytes / requests();
  }

  public long p50Micros() {
    return micros.getValueAtPercentile(50);
  }

  public long p99Micros() {
    return micros.getValueAtPercentile(99);
  }
}
