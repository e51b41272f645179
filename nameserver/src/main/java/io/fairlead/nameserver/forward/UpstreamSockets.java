package io.fairlead.nameserver.forward;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What one event loop asks upstreams with: made in its Vert.x context, used there only. Knows
 * everything that is open, so that closing leaves nothing.
 */
final class UpstreamSockets {
  private static final int IDS = 1 << 16;

  private final VertxInternal vertx;
  private final ContextInternal context;
  private final ForwardSettings settings;
  private final ForwardMetrics metrics;
  private final RandomGenerator random;
  private final LongSupplier clock;
  private final NetClient tcp;
  private final Set<UpstreamExchange> open = new HashSet<>();

  /**
   * @param random cannot be foreseen
   * @param clock in nanoseconds, only goes forward
   */
  UpstreamSockets(
      VertxInternal vertx,
      ForwardSettings settings,
      ForwardMetrics metrics,
      RandomGenerator random,
      LongSupplier clock) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.settings = settings;
    this.metrics = metrics;
    this.random = random;
    this.clock = clock;
    this.tcp =
        vertx.createNetClient(
            new NetClientOptions().setConnectTimeout((int) settings.timeout().toMillis()));
  }

  /** An exchange that has not begun. */
  UpstreamExchange exchange(
      Question question, Upstream upstream, UpstreamExchange.Outcome outcome) {
    return new UpstreamExchange(this, question, upstream, outcome, random.nextInt(IDS));
  }

  void opened(UpstreamExchange exchange) {
    open.add(exchange);
  }

  void closed(UpstreamExchange exchange) {
    open.remove(exchange);
  }

  /** How many exchanges are open. */
  int count() {
    return open.size();
  }

  /** Closes everything that is open. */
  void close() {
    Set.copyOf(open).forEach(UpstreamExchange::close);
    tcp.close();
  }

  ForwardSettings settings() {
    return settings;
  }

  ForwardMetrics metrics() {
    return metrics;
  }

  NetClient tcp() {
    return tcp;
  }

  EventLoop eventLoop() {
    return context.nettyEventLoop();
  }

  DatagramChannel datagramChannel() {
    return vertx.transport().datagramChannel();
  }

  long now() {
    return clock.getAsLong();
  }

  /** Runs it in the Vert.x context of the event loop: at once when called there. Any thread. */
  void onLoop(Runnable task) {
    context.emit(v -> task.run());
  }

  ScheduledFuture<?> after(Duration delay, Runnable task) {
    return eventLoop().schedule(() -> onLoop(task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }
}
