package io.fairlead.launcher.process;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** How long the launcher runs. */
public final class ProcessAge {
  private ProcessAge() {}

  /** Since its JVM started; a build before that does not count. */
  public static Duration ofLauncher() {
    return Duration.ofMillis(
        System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime());
  }
}
