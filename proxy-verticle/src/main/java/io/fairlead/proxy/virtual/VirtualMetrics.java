package io.fairlead.proxy.virtual;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of virtual addresses; any thread. */
public final class VirtualMetrics {
  private final AtomicInteger listeners = new AtomicInteger();
  private final AtomicInteger leftOut = new AtomicInteger();
  private final Counter failures;
  private final Counter written;
  private final Counter unwritten;

  public VirtualMetrics(MeterRegistry registry) {
    Gauge.builder("mesh_proxy_virtual_listeners", listeners, AtomicInteger::get)
        .description("Virtual listeners that are open")
        .register(registry);
    Gauge.builder("mesh_proxy_virtual_names_left_out", leftOut, AtomicInteger::get)
        .description("Client aliases that have no virtual address")
        .register(registry);
    failures =
        Counter.builder("mesh_proxy_virtual_listener_failures_total")
            .description("Times that a virtual listener could not be opened")
            .register(registry);
    written = writes(registry, "ok");
    unwritten = writes(registry, "failed");
  }

  private static Counter writes(MeterRegistry registry, String outcome) {
    return Counter.builder("mesh_proxy_hosts_file_writes_total")
        .description("Times that the hosts file was written")
        .tag("outcome", outcome)
        .register(registry);
  }

  void listeners(int open) {
    listeners.set(open);
  }

  void leftOut(int names) {
    leftOut.set(names);
  }

  void failed() {
    failures.increment();
  }

  void hostsFile(boolean ok) {
    (ok ? written : unwritten).increment();
  }
}
