package io.fairlead.demo.load;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Counts what happened; one event loop. */
final class Tally {
  private static final long MICROS_MAX = 3_600_000_000L;
  private static final int DIGITS = 3;

  private final Map<String, Long> failures = new TreeMap<>();
  private final Histogram total = new Histogram(MICROS_MAX, DIGITS);
  private final Histogram second = new Histogram(MICROS_MAX, DIGITS);
  private long sent;
  private long ok;
  private long failed;

  void sent() {
    sent++;
  }

  /**
   * A good answer.
   *
   * @param nanos since the request was due, not since it left
   */
  void succeeded(long nanos) {
    ok++;
    long micros = Math.min(Math.max(nanos / 1000, 0), MICROS_MAX);
    total.recordValue(micros);
    second.recordValue(micros);
  }

  void failed(String kind) {
    failed++;
    failures.merge(kind, 1L, Long::sum);
  }

  long inFlight() {
    return sent - ok - failed;
  }

  /** How it stands, with the latencies since the last such call. */
  Progress second(double seconds) {
    var progress = progress(seconds, 1, second);
    second.reset();
    return progress;
  }

  /** How it stands, with all latencies. */
  Progress summary(double seconds) {
    return progress(seconds, seconds, total);
  }

  private Progress progress(double seconds, double span, Histogram latencies) {
    return new Progress(
        seconds,
        sent,
        ok,
        failed,
        new TreeMap<>(failures),
        span > 0 ? latencies.getTotalCount() / span : 0,
        latencies.getValueAtPercentile(50) / 1000.0,
        latencies.getValueAtPercentile(99) / 1000.0,
        latencies.getMaxValue() / 1000.0);
  }
}
