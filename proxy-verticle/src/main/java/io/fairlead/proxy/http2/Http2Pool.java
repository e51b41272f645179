package io.fairlead.proxy.http2;

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
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * One event loop's connections to one address. Few: another one is made when those that there are
 * carry as many exchanges as they may.
 */
public final class Http2Pool implements UpstreamPool {
  /** A connection on its way, and who waits for it. */
  private record Dial(Http2Upstream connection, Deque<Attempt> waiting) {}

  private final Address address;
  private final Dialer dialer;
  private final RelayLimits limits;
  private final Http2Limits http2;
  private final ConnectionObserver observer;
  private final LongSupplier clock;
  private final Set<Http2Upstream> open = new HashSet<>();
  private final List<Http2Upstream> lent = new ArrayList<>();
  private final List<Dial> dials = new ArrayList<>();
  private final WaitingLine waiting;

  public Http2Pool(
      Address address,
      Dialer dialer,
      RelayLimits limits,
      Http2Limits http2,
      ConnectionObserver observer,
      LongSupplier nanoClock) {
    this.address = address;
    this.dialer = dialer;
    this.limits = limits;
    this.http2 = http2;
    this.observer = observer;
    this.clock = nanoClock;
    this.waiting = new WaitingLine(address, limits.eventLoops());
  }

  /** Those that wait for the same new connection share it, also where it has to be a new one. */
  @Override
  public void acquire(Attempt attempt, boolean fresh) {
    if (!begin(attempt, fresh)) {
      waiting.join(attempt, lent.size() + dials.size());
    }
  }

  /** False when all connections that there may be are full. */
  private boolean begin(Attempt attempt, boolean fresh) {
    var roomy = fresh ? null : roomy();
    if (roomy != null) {
      roomy.lend(attempt);
      return true;
    }
    for (var dial : dials) {
      if (dial.waiting().size() < http2.upstreamStreamsMax()) {
        dial.waiting().add(attempt);
        return true;
      }
    }
    int max = attempt.connectionsMax(http2.upstreamMax(), limits.eventLoops());
    if (lent.size() + dials.size() < max) {
      dial(attempt);
      return true;
    }
    var any = roomy();
    if (any == null) {
      return false;
    }
    any.lend(attempt);
    return true;
  }

  /** Something became free: whoever waits is next, but not within what made it free. */
  void freed() {
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

  /** The one with the fewest exchanges of those that take another; null for none. */
  private Http2Upstream roomy() {
    Http2Upstream best = null;
    for (int i = 0; i < lent.size(); i++) {
      var connection = lent.get(i);
      if (connection.hasRoom() && (best == null || connection.streams() < best.streams())) {
        best = connection;
      }
    }
    return best;
  }

  private void dial(Attempt first) {
    var connection = new Http2Upstream(this, limits, http2, now());
    var dial = new Dial(connection, new ArrayDeque<>());
    dial.waiting().add(first);
    dials.add(dial);
    dialer
        .connect(address, Lane.HTTP2, connection)
        .addListener((ChannelFuture done) -> connected(done, dial));
  }

  private void connected(ChannelFuture done, Dial dial) {
    dials.remove(dial);
    if (!done.isSuccess()) {
      freed();
      dial.waiting().forEach(attempt -> notConnected(attempt, done.cause()));
      return;
    }
    open.add(dial.connection());
    lent.add(dial.connection());
    observer.opened();
    for (var attempt : dial.waiting()) {
      if (!attempt.isOver()) {
        if (dial.connection().hasRoom()) {
          dial.connection().lend(attempt);
        } else {
          acquire(attempt, false);
        }
      }
    }
  }

  private static void notConnected(Attempt attempt, Throwable cause) {
    attempt.notBegun(ProxyFailure.ConnectFailed.to(attempt.describeEndpoint(), cause));
  }

  long now() {
    return clock.getAsLong();
  }

  /** A connection takes no more exchanges. */
  void leaving(Http2Upstream connection) {
    lent.remove(connection);
  }

  /** A connection is gone. */
  void closed(Http2Upstream connection) {
    lent.remove(connection);
    if (open.remove(connection)) {
      observer.closed();
    }
  }

  @Override
  public void sweep(boolean wanted, long nowNanos) {
    for (var connection : open.toArray(new Http2Upstream[0])) {
      if (wanted) {
        connection.sweep(nowNanos);
      } else {
        lent.remove(connection);
        connection.retire();
      }
    }
  }

  @Override
  public boolean isEmpty() {
    return open.isEmpty() && dials.isEmpty() && waiting.isEmpty();
  }

  @Override
  public void close() {
    new ArrayList<>(open).forEach(Http2Upstream::close);
  }
}
