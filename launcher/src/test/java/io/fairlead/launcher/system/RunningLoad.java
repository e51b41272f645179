package io.fairlead.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.launcher.demo.DemoFleet;
import io.fairlead.launcher.demo.LoadGenerator;
import io.fairlead.launcher.demo.LoadReading;
import io.fairlead.launcher.task.Fleet;
import java.time.Duration;

/**
 * A load generator at work on the demo's frontend, whose own clock says when something is to
 * happen. It never retries.
 */
final class RunningLoad {
  private static final int RATE = 300;

  private final Duration length;
  private final LoadGenerator generator;
  private volatile long second;

  private RunningLoad(Fleet fleet, Duration length) {
    this.length = length;
    this.generator =
        LoadGenerator.start(
            fleet,
            fleet.tasks(DemoFleet.LOAD).get(0),
            DemoFleet.URL,
            RATE,
            length,
            reading -> hear(reading));
  }

  /** Sends 300 requests a second for so long. */
  static RunningLoad start(Fleet fleet, long seconds) {
    return new RunningLoad(fleet, Duration.ofSeconds(seconds));
  }

  private void hear(LoadReading reading) {
    second = reading.t();
  }

  void awaitSeconds(long wanted) {
    await("load runs for " + wanted + " s")
        .atMost(Duration.ofSeconds(wanted + 60))
        .until(() -> second >= wanted);
  }

  /** Waits for its end: every request must have been answered. */
  void assertNothingFailed() {
    var summary = generator.summary().join();
    System.out.println("[figures] load: " + summary);
    assertThat(summary.failures()).isEmpty();
    assertThat(summary.failed()).isZero();
    assertThat(summary.ok()).isEqualTo(RATE * length.toSeconds());
  }
}
