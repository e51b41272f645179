package io.fairlead.nameserver.forward;

import io.fairlead.nameserver.message.Query;
import io.fairlead.nameserver.server.Forwarder;
import io.fairlead.node.settings.SettingsReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;

/** Forwarders on event loops of their own, asked as a server would; the test moves the clock. */
final class Asker implements AutoCloseable {
  static final int UDP_BYTES = 1232;

  final MeterRegistry meters = new SimpleMeterRegistry();
  final AtomicLong clock = new AtomicLong(System.nanoTime());
  private final Vertx vertx;
  private final Forwarding forwarding;
  private final List<Context> loops = new ArrayList<>();
  private final List<Forwarder> forwarders = new ArrayList<>();

  private Asker(boolean nativeTransport, Predicate<InetAddress> isOurs, String... flags) {
    vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(nativeTransport));
    forwarding = new Forwarding("dns", settings(flags), UDP_BYTES, meters, isOurs, clock::get);
    for (int i = 0; i < 2; i++) {
      var loop = ((VertxInternal) vertx).createEventLoopContext();
      loops.add(loop);
      var made = new CompletableFuture<Forwarder>();
      loop.runOnContext(v -> made.complete(forwarding.onLoop(vertx)));
      forwarders.add(made.join());
    }
  }

  static ForwardSettings settings(String... flags) {
    return SettingsReader.read(ForwardSettings.class, List.of(flags), Map.of());
  }

  static Asker with(String... flags) {
    return new Asker(true, address -> true, flags);
  }

  static Asker withoutNativeTransport(String... flags) {
    return new Asker(false, address -> true, flags);
  }

  /** Takes upstreams on this machine for ones of elsewhere. */
  static Asker guarded(String... flags) {
    return new Asker(true, address -> false, flags);
  }

  static Message query(String name, int type) {
    try {
      return Message.newQuery(Record.newRecord(Name.fromString(name), type, 1));
    } catch (TextParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  Message ask(String name, int type) throws Exception {
    return new Message(ask(query(name, type).toWire(), 0, UDP_BYTES).get(20, TimeUnit.SECONDS));
  }

  Message ask(Message query) throws Exception {
    return new Message(ask(query.toWire(), 0, UDP_BYTES).get(20, TimeUnit.SECONDS));
  }

  /**
   * The response to come.
   *
   * @param loop 0 or 1
   */
  CompletableFuture<byte[]> ask(byte[] query, int loop, int limit) {
    return ask(query, loop, limit, new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000));
  }

  CompletableFuture<byte[]> ask(byte[] query, int loop, int limit, InetSocketAddress asker) {
    var answered = new CompletableFuture<byte[]>();
    loops
        .get(loop)
        .runOnContext(
            v -> {
              var read = new Query();
              if (!read.read(query, query.length) || read.rejection() != null) {
                answered.completeExceptionally(new IOException("no sound query"));
                return;
              }
              forwarders
                  .get(loop)
                  .forward(
                      read,
                      limit,
                      asker,
                      response -> {
                        if (!answered.complete(response)) {
                          throw new IllegalStateException("answered twice");
                        }
                      });
            });
    return answered;
  }

  /** Closes one forwarder, as undeploying does. */
  void closeForwarder(int loop) {
    var closed = new CompletableFuture<Void>();
    loops
        .get(loop)
        .runOnContext(
            v -> {
              forwarders.get(loop).close();
              closed.complete(null);
            });
    closed.join();
  }

  void pass(long seconds) {
    clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  double count(String outcome) {
    return meters.get("mesh_dns_forward_queries_total").tag("outcome", outcome).counter().count();
  }

  double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  boolean isHealthy(FakeUpstream upstream) {
    return meters
            .get("mesh_dns_forward_upstream_healthy")
            .tag("upstream", upstream.address())
            .gauge()
            .value()
        == 1;
  }

  @Override
  public void close() {
    try {
      vertx.close().await(10, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException("Vert.x does not close", e);
    }
  }
}
