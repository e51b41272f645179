package io.fairlead.launcher.demo;

import io.fairlead.launcher.process.ResidentMemory;
import io.fairlead.launcher.task.Fleet;
import java.util.LongSummaryStatistics;

/** What the sidecars hold of the machine's memory. */
final class SidecarMemory {
  private SidecarMemory() {}

  /** In bytes; its count is 0 where the system does not tell. */
  static LongSummaryStatistics of(Fleet fleet) {
    return fleet.tasks().stream()
        .flatMap(task -> task.sidecar().stream())
        .flatMapToLong(sidecar -> sidecar.pid().stream())
        .flatMap(pid -> ResidentMemory.bytes(pid).stream())
        .summaryStatistics();
  }
}
