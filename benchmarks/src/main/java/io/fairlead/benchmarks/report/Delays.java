package io.fairlead.benchmarks.report;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long something took, time after time.
 *
 * @param name what took so long
 * @param micros each of the times, shortest first
 */
public record Delays(String name, List<Long> micros) {
  private static final int PERCENT = 100;

  public Delays {
    if (micros.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has not happened (expected: at least once)".formatted(name));
    }
    micros = micros.stream().sorted().toList();
  }

  /** From times in nanoseconds, in any order. */
  public static Delays ofNanos(String name, List<Long> nanos) {
    return new Delays(name, nanos.stream().map(TimeUnit.NANOSECONDS::toMicros).toList());
  }

  /** What so many of a hundred times do not exceed, one of the times (nearest rank); 1 to 100. */
  public long percentileMicros(int percent) {
    int rank = (percent * micros.size() + PERCENT - 1) / PERCENT;
    return micros.get(rank - 1);
  }

  /** The longest. */
  public long maxMicros() {
    return percentileMicros(PERCENT);
  }
}
