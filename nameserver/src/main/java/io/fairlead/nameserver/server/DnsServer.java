package io.fairlead.nameserver.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * UDP and TCP on one port; everything runs on the event loop that opened it. Several event loops
 * may open the same port, where {@link #isShareable} says so.
 */
final class DnsServer {
  private final UdpListener udp;
  private final TcpListener tcp;

  private DnsServer(UdpListener udp, TcpListener tcp) {
    this.udp = udp;
    this.tcp = tcp;
  }

  /** Whether more than one event loop can answer on one port. */
  static boolean isShareable(Vertx vertx) {
    return UdpListener.isNative(vertx);
  }

  /**
   * Opens both sockets, or neither. Called on an event loop, where the responder will be called
   * too.
   *
   * @param port not 0
   * @param connections counts those of all event loops
   * @return fails with an {@link java.io.IOException} when the address cannot be had
   */
  static Future<DnsServer> open(
      Vertx vertx,
      InetAddress address,
      int port,
      TcpSettings settings,
      Connections connections,
      Responder responder,
      ServerMetrics metrics) {
    String host = address.getHostAddress();
    var tcp = new TcpListener(vertx, host, port, settings, connections, responder, metrics);
    return tcp.open()
        .compose(
            opened ->
                UdpListener.open(
                        (VertxInternal) vertx, new InetSocketAddress(address, port), responder)
                    .map(udp -> new DnsServer(udp, tcp))
                    .recover(failure -> tcp.close().transform(v -> Future.failedFuture(failure))));
  }

  /** Closes both; what was asked before has been answered. */
  Future<Void> close() {
    return Future.join(udp.close(), tcp.close()).mapEmpty();
  }
}
