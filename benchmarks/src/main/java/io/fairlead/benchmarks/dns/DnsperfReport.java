package io.fairlead.benchmarks.dns;

import io.fairlead.benchmarks.process.ServerFailure;
import java.util.regex.Pattern;

/**
 * The statistics that dnsperf 2 prints at its end.
 *
 * @param completed queries that were answered, with whatever response code
 * @param lost queries that were not answered within a second
 * @param good queries that were answered with NOERROR
 * @param perSecond completed queries
 * @param responseBytes of a response, on average
 */
record DnsperfReport(long completed, long lost, long good, double perSecond, long responseBytes) {
  private static final Pattern COMPLETED = Pattern.compile("Queries completed:\\s+(\\d+)");
  private static final Pattern LOST = Pattern.compile("Queries lost:\\s+(\\d+)");
  private static final Pattern GOOD = Pattern.compile("Response codes:.*\\bNOERROR (\\d+)");
  private static final Pattern PER_SECOND = Pattern.compile("Queries per second:\\s+([0-9.]+)");
  private static final Pattern BYTES = Pattern.compile("Average packet size:.*response (\\d+)");

  /**
   * Reads all that dnsperf has printed; fails with a {@link ServerFailure} when it answered none.
   */
  static DnsperfReport of(String printed) {
    var completed = find(COMPLETED, printed);
    if (completed == null || "0".equals(completed)) {
      throw new ServerFailure("dnsperf got no answers; it says: " + printed.strip());
    }
    var good = find(GOOD, printed);
    return new DnsperfReport(
        Long.parseLong(completed),
        number(LOST, printed),
        good == null ? 0 : Long.parseLong(good),
        Double.parseDouble(text(PER_SECOND, printed)),
        number(BYTES, printed));
  }

  /** Answers that were not the expected ones. */
  long wrong() {
    return completed - good;
  }

  private static long number(Pattern pattern, String printed) {
    return Long.parseLong(text(pattern, printed));
  }

  private static String text(Pattern pattern, String printed) {
    var found = find(pattern, printed);
    if (found == null) {
      throw new ServerFailure(
          "dnsperf does not print \"%s\" (expected: version 2)".formatted(pattern));
    }
    return found;
  }

  private static String find(Pattern pattern, String printed) {
    var matcher = pattern.matcher(printed);
    return matcher.find() ? matcher.group(1) : null;
  }
}
