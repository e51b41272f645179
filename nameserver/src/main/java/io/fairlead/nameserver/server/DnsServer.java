package io.fairlead.nameserver.server;

import io.fairlead.node.BindFailure;
import io.fairlead.node.StartFailure;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * UDP and TCP on one port; everything runs on the event loop that opened it. Several event loops
 * may open the same port, where {@link #isShareable} says so.
 */
public final class DnsServer {
  /** A port that is free for TCP may be taken for UDP; the next one will not be so often. */
  private static final int FREE_PORT_ATTEMPTS = 10;

  private final UdpListener udp;
  private final TcpListener tcp;

  private DnsServer(UdpListener udp, TcpListener tcp) {
    this.udp = udp;
    this.tcp = tcp;
  }

  /** Whether more than one event loop can answer on one port. */
  public static boolean isShareable(Vertx vertx) {
    return vertx.isNativeTransportEnabled();
  }

  /**
   * Opens both sockets, or neither. Called on an event loop, where the responder will be called
   * too.
   *
   * @param name who cannot listen, in messages
   * @param port of {@code listen}, or the one that the first event loop got
   * @param connections counts those of all event loops
   * @return fails with {@link StartFailure} when the address cannot be had
   */
  public static Future<DnsServer> open(
      Vertx vertx,
      String name,
      ListenSettings listen,
      int port,
      TcpSettings tcp,
      Connections connections,
      Responder responder,
      ServerMetrics metrics) {
    var address = NetUtil.createInetAddressFromIpAddressString(listen.host());
    if (address == null) {
      return Future.failedFuture(
          new StartFailure(
              "listen.host is '"
                  + listen.host()
                  + "' (expected: an IP address of this machine, or 0.0.0.0 for all)"));
    }
    var opening =
        new Opening((VertxInternal) vertx, address, port, tcp, connections, responder, metrics);
    return opening
        .attempt(port == 0 ? FREE_PORT_ATTEMPTS : 1)
        .recover(
            failure ->
                Future.failedFuture(
                    BindFailure.explain(name, "listen.port", listen.host(), port, failure)));
  }

  /** The port, also when a free one was asked for. */
  public int port() {
    return udp.port();
  }

  /** Closes both; what was asked before has been answered. */
  public Future<Void> close() {
    return Future.join(udp.close(), tcp.close()).mapEmpty();
  }

  private record Opening(
      VertxInternal vertx,
      InetAddress address,
      int port,
      TcpSettings settings,
      Connections connections,
      Responder responder,
      ServerMetrics metrics) {

    /** TCP first: UDP sockets that share a port would not notice another server's. */
    Future<DnsServer> attempt(int attempts) {
      var tcp =
          new TcpListener(
              vertx, address.getHostAddress(), port, settings, connections, responder, metrics);
      return tcp.open()
          .compose(
              opened ->
                  UdpListener.open(vertx, new InetSocketAddress(address, tcp.port()), responder)
                      .map(udp -> new DnsServer(udp, tcp))
                      .recover(failure -> tcp.close().compose(v -> again(attempts, failure))));
    }

    private Future<DnsServer> again(int attempts, Throwable failure) {
      return attempts > 1 && failure instanceof IOException
          ? attempt(attempts - 1)
          : Future.failedFuture(failure);
    }
  }
}
