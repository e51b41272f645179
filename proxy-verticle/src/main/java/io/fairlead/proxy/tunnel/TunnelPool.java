package io.fairlead.proxy.tunnel;

import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.relay.Attempt;
import io.fairlead.proxy.relay.ConnectionObserver;
import io.fairlead.proxy.relay.Dialer;
import io.fairlead.proxy.relay.Lane;
import io.fairlead.proxy.relay.RelayLimits;
import io.fairlead.proxy.relay.UpstreamPool;
import io.fairlead.proxy.relay.WaitingLine;
import io.netty.channel.ChannelFuture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;

/** One event loop's tunnels to one address: a connection for each, never lent twice. */
public final class TunnelPool implements UpstreamPool {
  private final Address address;
  private final Dialer dialer;
  private final RelayLimits limits;
  private final ConnectionObserver observer;
  private final Set<TunnelConnection> open = new HashSet<>();
  private int connecting;

  public TunnelPool(
      Address address, Dialer dialer, RelayLimits limits, ConnectionObserver observer) {
    this.address = address;
    this.dialer = dialer;
    this.limits = limits;
    this.observer = observer;
  }

  @Override
  public void acquire(Attempt attempt, boolean fresh) {
    int connections = open.size() + connecting;
    int max = attempt.connectionsMax(limits.upstreamMax(), limits.eventLoops());
    if (connections >= max) {
      attempt.notBegun(WaitingLine.refusal(attempt, address, connections, 0));
      return;
    }
    connecting++;
    var connection = new TunnelConnection(this, attempt);
    dialer
        .connect(address, Lane.RAW, connection)
        .addListener((ChannelFuture done) -> connected(done, connection, attempt));
  }

  private void connected(ChannelFuture done, TunnelConnection connection, Attempt attempt) {
    connecting--;
    if (!done.isSuccess()) {
      attempt.notBegun(ProxyFailure.ConnectFailed.to(attempt.describeEndpoint(), done.cause()));
      return;
    }
    open.add(connection);
    observer.opened();
    connection.begin();
  }

  void closed(TunnelConnection connection) {
    if (open.remove(connection)) {
      observer.closed();
    }
  }

  @Override
  public void sweep(boolean wanted, long nowNanos) {
    // Nothing is kept, and what is under way ends by itself, if its endpoint reads.
    new ArrayList<>(open).forEach(c -> c.sweep(nowNanos, limits.bodyIdleNanos()));
  }

  @Override
  public boolean isEmpty() {
    return open.isEmpty() && connecting == 0;
  }

  @Override
  public void close() {
    new ArrayList<>(open).forEach(TunnelConnection::close);
  }
}
