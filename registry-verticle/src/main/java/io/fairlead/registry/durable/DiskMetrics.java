package io.fairlead.registry.durable;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** The meters of a registry node's disk. */
final class DiskMetrics implements DiskObserver {
  private final Timer commits;

  DiskMetrics(MeterRegistry meters) {
    commits =
        Timer.builder("mesh_registry_disk_commit_seconds")
            .description("Commits of the catalog's copy, from the first byte until it is on disk")
            .register(meters);
  }

  static void watch(MeterRegistry meters, CatalogCopy copy) {
    Gauge.builder("mesh_registry_disk_queued", copy, CatalogCopy::queued)
        .description("Things and operations that wait to be written to the catalog's copy")
        .register(meters);
    Gauge.builder("mesh_registry_disk_broken", copy, c -> c.trouble() == null ? 0 : 1)
        .description("1 while the disk takes nothing and changes are refused")
        .register(meters);
  }

  @Override
  public void committed(long nanos) {
    commits.record(nanos, TimeUnit.NANOSECONDS);
  }
}
