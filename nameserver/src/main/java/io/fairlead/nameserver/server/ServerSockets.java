package io.fairlead.nameserver.server;

import io.fairlead.node.BindFailure;
import io.fairlead.node.StartFailure;
import io.fairlead.node.net.AddressRanges;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A DNS server on as many event loops as it is told, and what these share. */
public final class ServerSockets {
  private final String name;
  private final String settings;
  private final ListenSettings listen;
  private final TcpSettings tcp;
  private final AddressRanges trusted;
  private final RateLimit rateLimit;
  private final ServerMetrics metrics;
  private final Connections connections;
  private final List<String> deployments = new ArrayList<>();
  private Vertx vertx;

  /** Opens nothing yet; its host and port are set as {@code listen.host} and {@code .port}. */
  public ServerSockets(
      String name,
      ListenSettings listen,
      TcpSettings tcp,
      List<String> trusted,
      RateLimitSettings rateLimit,
      MeterRegistry meters) {
    this(name, "listen", listen, tcp, trusted, rateLimit, meters);
  }

  /**
   * Opens nothing yet.
   *
   * @param name of the server, in messages and meters
   * @param settings the group in which host and port are set, for messages
   * @param trusted ranges of askers that see private names and are not limited
   */
  public ServerSockets(
      String name,
      String settings,
      ListenSettings listen,
      TcpSettings tcp,
      List<String> trusted,
      RateLimitSettings rateLimit,
      MeterRegistry meters) {
    this.name = name;
    this.settings = settings;
    this.listen = listen;
    this.tcp = tcp;
    this.trusted = AddressRanges.parse(trusted);
    this.rateLimit =
        rateLimit.responsesPerSecond() == 0
            ? null
            : new RateLimit(rateLimit, new SecureRandom().nextInt());
    this.metrics = new ServerMetrics(meters, name);
    this.connections = new Connections(tcp, metrics);
  }

  /** Deploys without a forwarder: names of elsewhere are refused. */
  public Future<Integer> deploy(Vertx on, Supplier<Authority> authority) {
    return deploy(on, authority, context -> null);
  }

  /**
   * Deploys.
   *
   * @param authority makes one for each event loop
   * @param forwarder makes one for each event loop, called there; may make null
   * @return the port, once all answer; fails with {@link StartFailure} when the address cannot be
   *     had, and then nothing is open
   */
  public Future<Integer> deploy(
      Vertx on, Supplier<Authority> authority, Function<Vertx, Forwarder> forwarder) {
    vertx = on;
    var address = NetUtil.createInetAddressFromIpAddressString(listen.host());
    if (address == null) {
      return Future.failedFuture(
          new StartFailure(
              settings
                  + ".host is '"
                  + listen.host()
                  + "' (expected: an IP address of this machine, or 0.0.0.0 for all)"));
    }
    try {
      int port = FreePort.of(address, listen.port());
      return Future.all(
              Stream.generate(() -> verticle(authority, forwarder, address, port))
                  .limit(loops())
                  .map(this::deploy)
                  .toList())
          .map(port)
          .recover(failure -> close().transform(v -> explained(failure)));
    } catch (IOException e) {
      return explained(e);
    }
  }

  private Future<Integer> explained(Throwable failure) {
    return Future.failedFuture(
        BindFailure.explain(name, settings + ".port", listen.host(), listen.port(), failure));
  }

  private Future<String> deploy(SocketsVerticle verticle) {
    return vertx.deployVerticle(verticle).onSuccess(this::deployed);
  }

  private synchronized void deployed(String id) {
    deployments.add(id);
  }

  private SocketsVerticle verticle(
      Supplier<Authority> authority,
      Function<Vertx, Forwarder> forwarder,
      InetAddress address,
      int port) {
    return new SocketsVerticle(
        forwarder,
        (on, elsewhere) -> {
          var responder =
              new Responder(
                  authority.get(), elsewhere, trusted, rateLimit, metrics, listen.udpBytesMax());
          return DnsServer.open(on, address, port, tcp, connections, responder, metrics);
        });
  }

  private int loops() {
    if (!DnsServer.isShareable(vertx)) {
      return 1;
    }
    return listen.eventLoops() > 0
        ? listen.eventLoops()
        : Runtime.getRuntime().availableProcessors();
  }

  /** Closes all sockets; what was asked before has been answered. */
  public synchronized Future<Void> close() {
    return Future.join(deployments.stream().map(vertx::undeploy).toList()).mapEmpty();
  }
}
