package io.fairlead.proxy.http1;

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
  private final WaitingLine waiting;
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
    this.waiting = new WaitingLine(address, limits.eventLoops());
  }

  @Override
  public void acquire(Attempt attempt, boolean fresh) {
    if (!begin(attempt, fresh)) {
      waiting.join(attempt, open.size() + connecting);
    }
  }

  /** False when all connections that there may be are busy. */
  private boolean begin(Attempt attempt, boolean fresh) {
    var held = fresh ? null : idle.pollFirst();
    while (held != null && !held.isAlive()) {
      held = idle.pollFirst();
    }
    if (held != null) {
      held.lend(attempt);
      return true;
    }
    int max = attempt.connectionsMax(limits.upstreamMax(), limits.eventLoops());
    if (open.size() + connecting >= max) {
      return false;
    }
    connecting++;
    var connection = new Http1Connection(this, scratch, limits);
    dialer
        .connect(address, Lane.HTTP1, connection)
        .addListener((ChannelFuture done) -> connected(done, connection, attempt));
    return true;
  }

  /** Something became free: whoever waits is next, but not within what made it free. */
  private void freed() {
    if (!waiting.isEmpty()) {
      dialer.later(this::serveWaiting);
    }
  }

  private void serveWaiting() {
    for (var next = waiting.next(); next != null; next = waiting.next()) {
      if (!begin(next, false)) {
        waiting.comeBack(next);
        return;
      }
    }
  }

  private void connected(ChannelFuture done, Http1Connection connection, Attempt attempt) {
    connecting--;
    if (!done.isSuccess()) {
      freed();
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
      freed();
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
    freed();
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
    return open.isEmpty() && connecting == 0 && waiting.isEmpty();
  }

  @Override
  public void close() {
    new ArrayList<>(open).forEach(Http1Connection::close);
  }
}
