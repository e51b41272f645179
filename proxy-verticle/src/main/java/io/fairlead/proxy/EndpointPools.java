package io.fairlead.proxy;

import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.http1.Http1Pool;
import io.fairlead.proxy.http1.Scratch;
import io.fairlead.proxy.relay.ConnectionObserver;
import io.fairlead.proxy.relay.Dialer;
import io.fairlead.proxy.relay.Endpoints;
import io.fairlead.proxy.relay.Lane;
import io.fairlead.proxy.relay.RelayLimits;
import io.fairlead.proxy.relay.UpstreamPool;
import io.fairlead.proxy.tunnel.TunnelPool;

/** Who speaks what to endpoints, on one event loop. */
final class EndpointPools implements Endpoints.Pools {
  private final Dialer dialer;
  private final Scratch scratch;
  private final RelayLimits limits;
  private final ConnectionObserver observer;

  EndpointPools(Dialer dialer, Scratch scratch, RelayLimits limits, ConnectionObserver observer) {
    this.dialer = dialer;
    this.scratch = scratch;
    this.limits = limits;
    this.observer = observer;
  }

  @Override
  public UpstreamPool create(Lane lane, Address address) {
    return switch (lane) {
      case HTTP1 -> new Http1Pool(address, dialer, scratch, limits, observer);
      case HTTP2 -> throw new UnsupportedOperationException("HTTP/2");
      case RAW -> new TunnelPool(address, dialer, limits, observer);
    };
  }
}
