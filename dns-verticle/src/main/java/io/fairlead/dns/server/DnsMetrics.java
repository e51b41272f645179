package io.fairlead.dns.server;

import io.fairlead.dns.message.RecordTypes;
import io.fairlead.dns.message.ResponseCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Every meter of the DNS server. Askers choose the type, so unknown ones share a label. */
public final class DnsMetrics {
  private static final Map<Integer, String> TYPES =
      Map.of(
          RecordTypes.A, "A",
          RecordTypes.AAAA, "AAAA",
          RecordTypes.SRV, "SRV",
          RecordTypes.CNAME, "CNAME",
          RecordTypes.SOA, "SOA",
          RecordTypes.NS, "NS",
          RecordTypes.ANY, "ANY");
  private static final String OTHER = "other";

  private final Map<ResponseCode, Map<String, Counter>> queries = new EnumMap<>(ResponseCode.class);
  private final AtomicInteger connections = new AtomicInteger();
  private final Counter ignored;
  private final Counter shed;
  private final Timer duration;

  public DnsMetrics(MeterRegistry meters) {
    for (var code : ResponseCode.values()) {
      queries.put(code, counters(meters, code));
    }
    Gauge.builder("mesh_dns_tcp_connections", connections, AtomicInteger::get)
        .description("TCP connections open now")
        .register(meters);
    ignored =
        Counter.builder("mesh_dns_ignored_total")
            .description("Messages that deserved no response")
            .register(meters);
    shed =
        Counter.builder("mesh_dns_tcp_shed_total")
            .description("TCP connections closed because too many were open")
            .register(meters);
    duration =
        Timer.builder("mesh_dns_duration_seconds")
            .description("From having read a query to having its response")
            .publishPercentileHistogram()
            .register(meters);
  }

  private static Map<String, Counter> counters(MeterRegistry meters, ResponseCode code) {
    Map<String, Counter> counters = new HashMap<>();
    for (String type : TYPES.values()) {
      counters.put(type, queries(meters, code, type));
    }
    counters.put(OTHER, queries(meters, code, OTHER));
    return counters;
  }

  private static Counter queries(MeterRegistry meters, ResponseCode code, String type) {
    return Counter.builder("mesh_dns_queries_total")
        .description("Queries answered")
        .tag("rcode", code.name())
        .tag("type", type)
        .register(meters);
  }

  /**
   * @param type the question's, -1 when none could be read
   */
  void answered(ResponseCode code, int type, long nanos) {
    queries.get(code).get(TYPES.getOrDefault(type, OTHER)).increment();
    duration.record(nanos, TimeUnit.NANOSECONDS);
  }

  void ignored() {
    ignored.increment();
  }

  void connectionShed() {
    shed.increment();
  }

  /** TCP connections open now. */
  AtomicInteger connections() {
    return connections;
  }
}
