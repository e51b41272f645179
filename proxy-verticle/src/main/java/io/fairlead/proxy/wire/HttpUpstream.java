package io.fairlead.proxy.wire;

import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.fairlead.proxy.exchange.Upstream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.tracing.TracingPolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** One event loop's connections to all endpoints. */
public final class HttpUpstream implements Upstream {
  private final HttpClientAgent client;
  private final WireLimits limits;
  private final ConnectionObserver observer;
  private final LongSupplier clock;
  private final Watch watch;
  private final Map<Address, EndpointPool> pools = new HashMap<>();

  public HttpUpstream(
      Vertx vertx, WireLimits limits, ConnectionObserver observer, LongSupplier nanoClock) {
    this.client = vertx.createHttpClient(options(limits));
    this.limits = limits;
    this.observer = observer;
    this.clock = nanoClock;
    this.watch = new Watch(vertx, nanoClock);
  }

  private static HttpClientOptions options(WireLimits limits) {
    return new HttpClientOptions()
        .setProtocolVersion(HttpVersion.HTTP_1_1)
        .setKeepAlive(true)
        .setPipelining(false)
        .setDecompressionSupported(false)
        .setConnectTimeout(limits.connectMillis())
        .setMaxHeaderSize(limits.headBytesMax())
        .setMaxInitialLineLength(limits.headBytesMax())
        .setTracingPolicy(TracingPolicy.IGNORE);
  }

  @Override
  public Future<ResponseHead> send(
      Exchange exchange, RouteEndpoint endpoint, Connection connection) {
    var pool = pools.computeIfAbsent(endpoint.address(), this::pool);
    return new UpstreamAttempt(exchange, endpoint, pool, watch).start(connection);
  }

  /**
   * Closes connections that were idle for too long, and those to addresses that no route leads to
   * any more; called about once a second on the event loop.
   */
  public void sweep(Predicate<Address> wanted) {
    long now = clock.getAsLong();
    pools.forEach((address, pool) -> pool.sweep(wanted.test(address), now));
    pools.entrySet().removeIf(e -> e.getValue().isEmpty() && !wanted.test(e.getKey()));
  }

  /** Closes every connection. */
  public Future<Void> close() {
    return client.close();
  }

  /** How many connections wait for a request to this address. */
  int idle(Address address) {
    var pool = pools.get(address);
    return pool == null ? 0 : pool.idle();
  }

  private EndpointPool pool(Address address) {
    return new EndpointPool(address, client, limits, observer, clock);
  }
}
