package io.fairlead.node.view;

import io.fairlead.catalog.view.CatalogReader;
import io.fairlead.catalog.view.ViewKeeper;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** The meters of a view that is kept on disk. */
final class ViewMetrics {
  private ViewMetrics() {}

  static void register(MeterRegistry meters, CatalogReader reader, ViewKeeper keeper) {
    Gauge.builder("mesh_view_stale", reader, r -> r.isStale() ? 1 : 0)
        .description("1 while serving from an earlier process's view since no registry answered")
        .register(meters);
    saves(meters, keeper, "ok", ViewKeeper::savedCount);
    saves(meters, keeper, "failed", ViewKeeper::failedCount);
  }

  private static void saves(
      MeterRegistry meters, ViewKeeper keeper, String outcome, ToDoubleFunction<ViewKeeper> count) {
    FunctionCounter.builder("mesh_view_saves_total", keeper, count)
        .description("Times that the view was written to disk")
        .tag("outcome", outcome)
        .register(meters);
  }
}
