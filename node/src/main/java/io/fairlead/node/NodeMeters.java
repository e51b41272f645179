package io.fairlead.node;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.Set;

/** The meters that every process has: the JVM's, Vert.x's pools, the build. */
final class NodeMeters implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  NodeMeters(String process, String version) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    // Micrometer cannot name a meter ..._info; the client beneath it can.
    Info.builder()
        .name("mesh_node_build_info")
        .help("Always 1; the labels say what runs")
        .labelNames("process", "version")
        .register(registry.getPrometheusRegistry())
        .setLabelValues(process, version);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  /**
   * Vert.x's own meters are reduced to its worker pools: roles measure requests in their own words,
   * and meters by address, path or connection grow with what strangers send.
   */
  static VertxOptions enable(VertxOptions options) {
    var metrics = new MicrometerMetricsOptions().setEnabled(true);
    for (MetricsDomain domain : EnumSet.complementOf(EnumSet.of(MetricsDomain.NAMED_POOLS))) {
      metrics.addDisabledMetricsCategory(domain);
    }
    // A pool's meters need both labels: with one of them missing they collide and fail.
    metrics.setLabels(Set.of(Label.POOL_TYPE, Label.POOL_NAME));
    return options.setMetricsOptions(metrics);
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
