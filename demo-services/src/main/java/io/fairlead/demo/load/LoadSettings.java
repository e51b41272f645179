package io.fairlead.demo.load;

import io.fairlead.demo.program.HttpAddress;
import io.fairlead.demo.program.ProgramFailure;
import java.time.Duration;

/**
 * What to send.
 *
 * @param target what every request asks for
 * @param proxy null to connect to the target directly
 * @param ratePerSecond requests due each second, 1 to 100000
 * @param duration how long requests are due; null until stopped
 * @param connectionsMax connections in use at once; further requests wait for one
 * @param inFlightMax requests without an answer; one that comes due above it is an overrun
 * @param timeout from a request's leaving to its last byte
 */
record LoadSettings(
    HttpAddress target,
    HttpAddress proxy,
    int ratePerSecond,
    Duration duration,
    int connectionsMax,
    int inFlightMax,
    Duration timeout) {

  LoadSettings {
    range("--rate", ratePerSecond, 100_000);
    range("--connections", connectionsMax, 10_000);
    range("--in-flight", inFlightMax, 1_000_000);
    range("--timeout in milliseconds", timeout.toMillis(), 600_000);
    if (duration != null) {
      range("--for in milliseconds", duration.toMillis(), Integer.MAX_VALUE);
    }
  }

  private static void range(String option, long value, long max) {
    if (value < 1 || value > max) {
      throw new ProgramFailure(option + " is " + value + " (expected: 1 to " + max + ")");
    }
  }
}
