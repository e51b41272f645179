package io.fairlead.proxy.http1;

import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.relay.Attempt;
import io.fairlead.proxy.relay.ConnectionObserver;
import io.fairlead.proxy.relay.Dialer;
import io.fairlead.proxy.relay.RelayLimits;
import io.fairlead.proxy.relay.UpstreamPool;
import io.netty.channel.ChannelFuture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * One event loop's connections to one address. The most recently used one is lent first, so that
 * those a burst needed fall idle and are closed.
 */
public final class Http1Pool implements UpstreamPool {
  private final Address address;
  private final Dialer dialer;
  private final Scratch scratch;
  private final RelayLimits limits;
  private final ConnectionObserver observer;
  private final Deque<Http1Connection> idle = new ArrayDeque<>();
  private final Set<Http1Connection> open = new HashSet<>();
  private int connecting;
  private boolean wanted = true;

  public Http1Pool(
      Address address,
      Dialer dialer,
      Scratch scratch,
      RelayLimits limits,
      ConnectionObserver observer) {
    this.address = address;
    this.dialer = dialer;
    this.scratch = scratch;
    this.limits = limits;
    this.observer = observer;
  }

  @Override
  public void acquire(Attempt attempt, boolean fresh) {
    var held = fresh ? null : idle.pollFirst();
    while (held != null && !held.isAlive()) {
      held = idle.pollFirst();
    }
    if (held != null) {
      held.lend(attempt);
      return;
    }
    int connections = open.size() + connecting;
    if (connections >= limits.upstreamMax()) {
      attempt.notBegun(
          new ProxyFailure.Shed(
              "endpoint " + address + " has " + connections + " connections (expected: fewer)"));
      return;
    }
    connecting++;
    var connection = new Http1Connection(this, scratch, limits);
    dialer
        .connect(address, connection)
        .addListener((ChannelFuture done) -> connected(done, connection, attempt));
  }

  private void connected(ChannelFuture done, Http1Connection connection, Attempt attempt) {
    connecting--;
    if (!done.isSuccess()) {
      attempt.notBegun(ProxyFailure.ConnectFailed.to(attempt.describeEndpoint(), done.cause()));
      return;
    }
    open.add(connection);
    observer.opened();
    connection.lend(attempt);
  }

  /** A connection is gone. */
  void closed(Http1Connection connection) {
    if (open.remove(connection)) {
      idle.remove(connection);
      observer.closed();
    }
  }

  /** A connection has done its work and may do more. */
  void release(Http1Connection connection, long keepAliveNanos) {
    if (!wanted || idle.size() >= limits.upstreamIdleMax() || keepAliveNanos <= 0) {
      connection.close();
      return;
    }
    connection.idle().begin(Math.min(keepAliveNanos, limits.upstreamIdleNanos()));
    idle.addFirst(connection);
  }

  @Override
  public void sweep(boolean stillWanted, long nowNanos) {
    wanted = stillWanted;
    for (var connection : idle.toArray(new Http1Connection[0])) {
      if (!wanted || connection.idle().isOver(nowNanos)) {
        idle.remove(connection);
        connection.close();
      }
    }
  }

  @Override
  public boolean isEmpty() {
    return open.isEmpty() && connecting == 0;
  }

  @Override
  public void close() {
    new ArrayList<>(open).forEach(Http1Connection::close);
  }
}
