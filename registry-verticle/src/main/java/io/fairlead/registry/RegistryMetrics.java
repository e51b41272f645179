package io.fairlead.registry;

import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.node.link.LinkRole;
import io.fairlead.registry.catalog.CatalogMirror;
import io.fairlead.registry.catalog.CatalogStore;
import io.fairlead.registry.feed.FeedObserver;
import io.fairlead.registry.lease.LeaseObserver;
import io.fairlead.registry.link.LinkObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** The meters of a registry node, but for its API's. Labels have a handful of values each. */
final class RegistryMetrics implements FeedObserver, LeaseObserver, LinkObserver {
  private final MeterRegistry meters;
  private final AtomicInteger links = new AtomicInteger();
  private final AtomicInteger frozen = new AtomicInteger();
  private final Counter restored;
  private final Counter expired;
  private final Counter received;
  private final Counter delivered;
  private final Counter throttled;
  private final AtomicLong queued = new AtomicLong();

  RegistryMetrics(MeterRegistry meters) {
    this.meters = meters;
    gauge("mesh_registry_links", "Links open on this node", links);
    gauge("mesh_registry_lease_expiry_frozen", "Leases kept though they ran out", frozen);
    restored =
        counter("mesh_registry_restored_total", "Things put back into a cluster that lacked them");
    expired = counter("mesh_registry_leases_expired_total", "Instances removed with their lease");
    received = counter("mesh_registry_link_frames_total", "Frames received from links");
    delivered = counter("mesh_registry_link_deliveries_total", "Events written to links");
    throttled =
        counter("mesh_registry_link_throttled_total", "Times that a link was read more slowly");
    Gauge.builder("mesh_registry_link_queued_bytes", queued, AtomicLong::get)
        .description("Bytes that wait to be read by links")
        .register(meters);
  }

  /** Shows what this node knows. */
  void watch(CatalogStore store, CatalogMirror mirror, BooleanSupplier complete) {
    Gauge.builder("mesh_registry_nodes", store, CatalogStore::nodes)
        .description("Registry nodes that this node is together with, itself included")
        .register(meters);
    Gauge.builder("mesh_registry_namespaces", mirror, CatalogMirror::namespaceCount)
        .description("Namespaces that this node knows")
        .register(meters);
    Gauge.builder("mesh_registry_services", mirror, CatalogMirror::serviceCount)
        .description("Services that this node knows")
        .register(meters);
    Gauge.builder("mesh_registry_instances", mirror, RegistryMetrics::instances)
        .description("Instances that this node knows")
        .register(meters);
    Gauge.builder("mesh_registry_complete", complete, c -> c.getAsBoolean() ? 1 : 0)
        .description("0 while a registry that started empty is being filled")
        .register(meters);
  }

  void restored(int things) {
    restored.increment(things);
  }

  @Override
  public void published(BusAddress event) {
    Counter.builder("mesh_registry_events_total")
        .description("Events published to this node's readers")
        .tag("event", word(event))
        .register(meters)
        .increment();
  }

  @Override
  public void paged(boolean unchanged) {
    Counter.builder("mesh_registry_snapshot_pages_total")
        .description("Snapshot pages answered")
        .tag("unchanged", Boolean.toString(unchanged))
        .register(meters)
        .increment();
  }

  @Override
  public void answered(String operation, Answer answer, long nanos) {
    Timer.builder("mesh_registry_lease_request_seconds")
        .description("Time from a sidecar's request to its answer")
        .tag("operation", operation)
        .tag("answer", word(answer))
        .register(meters)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void expired() {
    expired.increment();
  }

  @Override
  public void freezeChanged(boolean begun) {
    Counter.builder("mesh_registry_lease_freezes_total")
        .description("Times that a namespace's leases began to be kept, or to expire again")
        .tag("change", begun ? "begun" : "ended")
        .register(meters)
        .increment();
  }

  @Override
  public void frozen(int leases) {
    frozen.set(leases);
  }

  @Override
  public void opened() {
    links.incrementAndGet();
  }

  @Override
  public void closed(Reason reason) {
    links.decrementAndGet();
    Counter.builder("mesh_registry_links_closed_total")
        .description("Links that ended")
        .tag("reason", word(reason))
        .register(meters)
        .increment();
  }

  @Override
  public void received() {
    received.increment();
  }

  @Override
  public void delivered(int linked) {
    delivered.increment(linked);
  }

  @Override
  public void refused(LinkRole role) {
    Counter.builder("mesh_registry_link_refusals_total")
        .description("What links asked for and may not")
        .tag("role", role.word())
        .register(meters)
        .increment();
  }

  @Override
  public void throttled() {
    throttled.increment();
  }

  @Override
  public void queued(long bytes) {
    queued.set(bytes);
  }

  private static double instances(CatalogMirror mirror) {
    return mirror.services().stream().mapToInt(s -> s.entry().instances().size()).sum();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private void gauge(String name, String description, AtomicInteger value) {
    Gauge.builder(name, value, AtomicInteger::get).description(description).register(meters);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(meters);
  }
}
