package io.fairlead.nameserver.server;

import io.fairlead.nameserver.message.ResponseCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Every meter of a DNS server's sockets, summed over its event loops. */
public final class ServerMetrics {
  private static final String SERVER = "server";

  private final MeterRegistry meters;
  private final String server;
  private final List<LoopTally> loops = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Counter ignored;
  private final Counter forwarded;
  private final Counter slipped;
  private final Counter dropped;
  private final Counter shed;
  private final Counter cut;
  private final Timer duration;

  /**
   * Registers them.
   *
   * @param server tells servers apart that share a process, such as {@code dns}
   */
  public ServerMetrics(MeterRegistry meters, String server) {
    this.meters = meters;
    this.server = server;
    for (var code : ResponseCode.values()) {
      for (int type = 0; type < LoopTally.TYPES.size(); type++) {
        queries(code, type);
      }
    }
    Gauge.builder("mesh_dns_tcp_connections", connections, AtomicInteger::get)
        .description("TCP connections open now")
        .tag(SERVER, server)
        .register(meters);
    ignored = counter("mesh_dns_ignored_total", "Messages that deserved no response");
    forwarded = counter("mesh_dns_forwarded_total", "Queries for names of elsewhere");
    slipped = limited("slipped");
    dropped = limited("dropped");
    shed = counter("mesh_dns_tcp_shed_total", "TCP connections closed because too many were open");
    cut =
        counter(
            "mesh_dns_tcp_cut_total",
            "TCP connections closed because a message was too long or too slow");
    duration =
        Timer.builder("mesh_dns_duration_seconds")
            .description("From having read a query to having its response, of one in 64")
            .tag(SERVER, server)
            .publishPercentileHistogram()
            .register(meters);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).tag(SERVER, server).register(meters);
  }

  private Counter limited(String outcome) {
    return Counter.builder("mesh_dns_rate_limited_total")
        .description("Responses withheld, or sent cut instead")
        .tag(SERVER, server)
        .tag("outcome", outcome)
        .register(meters);
  }

  private void queries(ResponseCode code, int type) {
    FunctionCounter.builder(
            "mesh_dns_queries_total",
            loops,
            all -> all.stream().mapToLong(loop -> loop.count(code, type)).sum())
        .description("Queries answered")
        .tag(SERVER, server)
        .tag("rcode", code.name())
        .tag("type", LoopTally.TYPES.get(type))
        .register(meters);
  }

  LoopTally newLoop() {
    var loop = new LoopTally(duration, ignored, forwarded, slipped, dropped);
    loops.add(loop);
    return loop;
  }

  void connectionShed() {
    shed.increment();
  }

  void connectionCut() {
    cut.increment();
  }

  /** TCP connections open now. */
  AtomicInteger connections() {
    return connections;
  }
}
