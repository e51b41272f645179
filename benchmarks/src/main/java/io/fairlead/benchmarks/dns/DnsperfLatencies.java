package io.fairlead.benchmarks.dns;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** The line for each query that {@code dnsperf -v} prints: response code, name, type, seconds. */
final class DnsperfLatencies {
  private static final Pattern ANSWERED = Pattern.compile("> [A-Z]+ \\S+ \\S+ (\\d+)\\.(\\d{6})");
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int DIGITS = 3;

  private DnsperfLatencies() {}

  /** Microseconds; queries that timed out and all other lines are left out. */
  static Histogram micros(Stream<String> lines) {
    var micros = new Histogram(DIGITS);
    lines.forEach(
        line -> {
          var answered = ANSWERED.matcher(line);
          if (answered.matches()) {
            micros.recordValue(
                Long.parseLong(answered.group(1)) * MICROS_PER_SECOND
                    + Long.parseLong(answered.group(2)));
          }
        });
    return micros;
  }
}
