package io.fairlead.proxy.relay;

import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.fairlead.proxy.exchange.Upstream;
import io.vertx.core.Future;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** One event loop's connections to all endpoints. */
public final class Endpoints implements Upstream {
  /** Makes pools. */
  public interface Pools {
    /** A pool without connections. */
    UpstreamPool create(Lane lane, Address address);
  }

  private final Pools create;
  private final Watch watch;
  private final long tunnelIdleNanos;
  private final LongSupplier clock;
  private final Map<Lane, Map<Address, UpstreamPool>> pools = new EnumMap<>(Lane.class);

  /**
   * @param tunnelIdleNanos how long a tunnel may be silent; 0 for ever
   */
  public Endpoints(Pools create, Watch watch, long tunnelIdleNanos, LongSupplier nanoClock) {
    this.create = create;
    this.watch = watch;
    this.tunnelIdleNanos = tunnelIdleNanos;
    this.clock = nanoClock;
    for (var lane : Lane.values()) {
      pools.put(lane, new HashMap<>());
    }
  }

  @Override
  public Future<ResponseHead> send(
      Exchange exchange, RouteEndpoint endpoint, Connection connection) {
    // The only requests there are come from a front of ours.
    var came = (DownstreamRequest) exchange.request();
    var retries = exchange.route().policy().retries();
    if (retries != null && retries.bodyBytesMax() != null) {
      came.body().keepAtMost(retries.bodyBytesMax());
    }
    var changes = exchange.changes();
    var request = changes.keepsRequest() ? came : new ChangedRequest(came, changes);
    var pool = pool(Lane.of(request, exchange.route().protocol()), endpoint.address());
    return new Attempt(exchange, request, endpoint, watch, tunnelIdleNanos)
        .start(pool, connection == Connection.FRESH);
  }

  private UpstreamPool pool(Lane lane, Address address) {
    var ofLane = pools.get(lane);
    var held = ofLane.get(address);
    if (held == null) {
      held = create.create(lane, address);
      ofLane.put(address, held);
    }
    return held;
  }

  /**
   * Closes connections that were idle for too long, and those to addresses that no route leads to
   * any more; called about once a second on the event loop.
   */
  public void sweep(Predicate<Address> wanted) {
    long now = clock.getAsLong();
    for (var ofLane : pools.values()) {
      ofLane.forEach((address, pool) -> pool.sweep(wanted.test(address), now));
      ofLane.entrySet().removeIf(e -> e.getValue().isEmpty() && !wanted.test(e.getKey()));
    }
  }

  /** Closes every connection. */
  public void close() {
    pools.values().forEach(ofLane -> ofLane.values().forEach(UpstreamPool::close));
  }
}
