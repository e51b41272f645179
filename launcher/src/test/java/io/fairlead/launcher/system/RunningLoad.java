package io.fairlead.launcher.system;

import static org.awaitility.Awaitility.await;

import io.fairlead.launcher.demo.LoadGenerator;
import io.fairlead.launcher.demo.LoadReading;
import java.time.Duration;

/** A load generator at work, whose own clock says when something is to happen. */
final class RunningLoad {
  private volatile long second;
  private LoadGenerator generator;

  void watch(LoadGenerator started) {
    generator = started;
  }

  void hear(LoadReading reading) {
    second = reading.t();
  }

  void awaitSeconds(long wanted) {
    await("load runs for " + wanted + " s")
        .atMost(Duration.ofSeconds(wanted + 60))
        .until(() -> second >= wanted);
  }

  LoadReading end() {
    return generator.summary().join();
  }
}
