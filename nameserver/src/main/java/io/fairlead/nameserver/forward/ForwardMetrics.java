package io.fairlead.nameserver.forward;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Every meter of the forwarding, summed over event loops; any thread. */
final class ForwardMetrics {
  /** How a query for a name of elsewhere ended. */
  enum Outcome {
    /** Answered from what is kept. */
    HIT,
    /** Answered from what ran out, since no upstream answered. */
    STALE,
    /** Answered by an upstream. */
    ANSWERED,
    /** No upstream answered, now or a moment ago: SERVFAIL. */
    FAILED,
    /** The same question was under way: it waits for that answer. */
    COALESCED,
    /** It came back from the upstream that is being asked: SERVFAIL. */
    LOOP,
    /** Too many wait: SERVFAIL. */
    SHED,
    /** There is no upstream for the name. */
    REFUSED
  }

  private final Map<Outcome, Counter> queries = new EnumMap<>(Outcome.class);
  private final Counter ignored;

  /**
   * @param server the label that tells servers of one process apart
   */
  ForwardMetrics(
      String server,
      MeterRegistry meters,
      Collection<Upstream> upstreams,
      ForwardCache cache,
      Underway underway) {
    for (var outcome : Outcome.values()) {
      queries.put(
          outcome,
          Counter.builder("mesh_dns_forward_queries_total")
              .description("Queries for names of elsewhere, by how they ended")
              .tag("server", server)
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
    ignored =
        Counter.builder("mesh_dns_forward_ignored_total")
            .description("Messages from upstreams that answer nothing that was asked")
            .tag("server", server)
            .register(meters);
    for (var upstream : upstreams) {
      Gauge.builder("mesh_dns_forward_upstream_healthy", upstream, u -> u.isAside() ? 0 : 1)
          .description("Whether an upstream is used (1) or put aside (0)")
          .tag("server", server)
          .tag("upstream", upstream.toString())
          .register(meters);
    }
    Gauge.builder("mesh_dns_forward_waiting", underway, Underway::waiting)
        .description("Askers that wait for upstreams now")
        .tag("server", server)
        .register(meters);
    Gauge.builder("mesh_dns_forward_cache_entries", cache, ForwardCache::entries)
        .description("Answers of upstreams kept")
        .tag("server", server)
        .register(meters);
    Gauge.builder("mesh_dns_forward_cache_bytes", cache, ForwardCache::bytes)
        .description("Memory for answers of upstreams, in bytes")
        .tag("server", server)
        .register(meters);
  }

  void count(Outcome outcome) {
    queries.get(outcome).increment();
  }

  void ignored() {
    ignored.increment();
  }
}
