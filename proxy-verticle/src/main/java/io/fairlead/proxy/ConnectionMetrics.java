package io.fairlead.proxy;

import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.relay.ConnectionObserver;
import io.fairlead.proxy.relay.DownstreamObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of connections, from clients and to endpoints; any thread. */
final class ConnectionMetrics implements ConnectionObserver, DownstreamObserver {
  private final AtomicInteger upstream = new AtomicInteger();
  private final Map<Direction, AtomicInteger> downstream = new EnumMap<>(Direction.class);
  private final Map<Direction, Map<Cut, Counter>> cuts = new EnumMap<>(Direction.class);

  ConnectionMetrics(MeterRegistry registry) {
    Gauge.builder("mesh_proxy_upstream_connections", upstream, AtomicInteger::get)
        .description("Open connections to endpoints")
        .register(registry);
    for (var direction : Direction.values()) {
      downstream.put(direction, gauge(direction, registry));
      cuts.put(direction, counters(direction, registry));
    }
  }

  private static AtomicInteger gauge(Direction direction, MeterRegistry registry) {
    var open = new AtomicInteger();
    Gauge.builder("mesh_proxy_downstream_connections", open, AtomicInteger::get)
        .description("Open connections from clients")
        .tag("direction", direction.label())
        .register(registry);
    return open;
  }

  private static Map<Cut, Counter> counters(Direction direction, MeterRegistry registry) {
    Map<Cut, Counter> counters = new EnumMap<>(Cut.class);
    for (var cut : Cut.values()) {
      counters.put(
          cut,
          Counter.builder("mesh_proxy_cut_connections_total")
              .description("Connections from clients that the sidecar closed because of a limit")
              .tags("direction", direction.label(), "limit", cut.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    return counters;
  }

  @Override
  public void opened() {
    upstream.incrementAndGet();
  }

  @Override
  public void closed() {
    upstream.decrementAndGet();
  }

  @Override
  public void opened(Direction direction) {
    downstream.get(direction).incrementAndGet();
  }

  @Override
  public void closed(Direction direction) {
    downstream.get(direction).decrementAndGet();
  }

  @Override
  public void cut(Direction direction, Cut why) {
    cuts.get(direction).get(why).increment();
  }
}
