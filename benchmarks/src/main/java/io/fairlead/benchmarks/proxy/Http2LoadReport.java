package io.fairlead.benchmarks.proxy;

import io.fairlead.benchmarks.process.ServerFailure;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** What h2load prints at its end, and the line that it writes for each request. */
final class Http2LoadReport {
  private static final Pattern SUCCEEDED = Pattern.compile("requests: .* (\\d+) succeeded");
  private static final Pattern FAILED = Pattern.compile("requests: .* (\\d+) failed");
  private static final Pattern PER_SECOND = Pattern.compile("finished in .*, ([0-9.]+) req/s");
  private static final Pattern BYTES = Pattern.compile("traffic: \\S+ \\((\\d+)\\) total");
  private static final Pattern STATUSES = Pattern.compile("status codes: .*");
  private static final int MICROS_DIGITS = 3;
  private static final int MICROS_COLUMN = 2;

  private Http2LoadReport() {}

  /**
   * Reads both; fails with a {@link ServerFailure} when no request succeeded.
   *
   * @param lines start in microseconds, status and microseconds taken, with tabs between
   */
  static LoadReport of(String printed, Stream<String> lines) {
    long succeeded = succeeded(printed);
    if (succeeded == 0) {
      throw new ServerFailure("h2load got no answers; it says: " + printed.strip());
    }
    var micros = new Histogram(MICROS_DIGITS);
    lines.forEach(line -> micros.recordValue(Long.parseLong(line.split("\t", -1)[MICROS_COLUMN])));
    long failed = Long.parseLong(find(FAILED, printed));
    return new LoadReport(
        succeeded,
        failed,
        succeeded / Double.parseDouble(find(PER_SECOND, printed)),
        Long.parseLong(find(BYTES, printed)) / succeeded,
        micros.getValueAtPercentile(50),
        micros.getValueAtPercentile(99),
        failed == 0 ? "" : statuses(printed));
  }

  /** How many requests were answered as they had to be. */
  static long succeeded(String printed) {
    return Long.parseLong(find(SUCCEEDED, printed));
  }

  private static String statuses(String printed) {
    var matcher = STATUSES.matcher(printed);
    return matcher.find() ? matcher.group() : "";
  }

  private static String find(Pattern pattern, String printed) {
    var matcher = pattern.matcher(printed);
    if (!matcher.find()) {
      throw new ServerFailure(
          "h2load does not print \"%s\" (expected: version 1.4x or later); it says: %s"
              .formatted(pattern, printed.strip()));
    }
    return matcher.group(1);
  }
}
