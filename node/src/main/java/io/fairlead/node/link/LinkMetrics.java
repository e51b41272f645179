package io.fairlead.node.link;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of the bus link. */
final class LinkMetrics {
  final AtomicInteger connected = new AtomicInteger();
  final AtomicInteger pending = new AtomicInteger();
  final Counter reconnects;
  final Counter failed;

  LinkMetrics(MeterRegistry meters) {
    Gauge.builder("mesh_link_connected", connected, AtomicInteger::get)
        .description("1 while a registry node answers on the bus link")
        .register(meters);
    Gauge.builder("mesh_link_pending_requests", pending, AtomicInteger::get)
        .description("Requests that wait for a registry node's answer")
        .register(meters);
    reconnects =
        Counter.builder("mesh_link_reconnects_total")
            .description("Times that a lost link was made again")
            .register(meters);
    failed =
        Counter.builder("mesh_link_failed_requests_total")
            .description("Requests that failed because no registry node answered")
            .register(meters);
  }
}
