package io.fairlead.dns.server;

import io.fairlead.dns.message.Answer;
import io.fairlead.dns.message.Question;
import io.fairlead.node.BindFailure;
import io.fairlead.node.StartFailure;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Function;

/** UDP and TCP on one port; everything runs on the event loop that opened it. */
public final class DnsServer {
  /** A port that is free for UDP may be taken for TCP; the next one will not be so often. */
  private static final int FREE_PORT_ATTEMPTS = 10;

  private final UdpListener udp;
  private final TcpListener tcp;

  private DnsServer(UdpListener udp, TcpListener tcp) {
    this.udp = udp;
    this.tcp = tcp;
  }

  /**
   * Opens both sockets, or neither. Called on an event loop, where the resolver will be called too.
   *
   * @return fails with {@link StartFailure} when the address cannot be had
   */
  public static Future<DnsServer> open(
      Vertx vertx,
      ListenSettings listen,
      TcpSettings tcp,
      Function<Question, Answer> resolver,
      DnsMetrics metrics) {
    var address = NetUtil.createInetAddressFromIpAddressString(listen.host());
    if (address == null) {
      return Future.failedFuture(
          new StartFailure(
              "listen.host is '"
                  + listen.host()
                  + "' (expected: an IP address of this machine, or 0.0.0.0 for all)"));
    }
    var queries = new QueryHandler(resolver, metrics, listen.udpBytesMax());
    var opening = new Opening((VertxInternal) vertx, address, listen.port(), tcp, queries, metrics);
    return opening
        .attempt(listen.port() == 0 ? FREE_PORT_ATTEMPTS : 1)
        .recover(failure -> Future.failedFuture(explain(listen, failure)));
  }

  /** The port, also when a free one was asked for. */
  public int port() {
    return udp.port();
  }

  /** Closes both; what was asked before has been answered. */
  public Future<Void> close() {
    return Future.join(udp.close(), tcp.close()).mapEmpty();
  }

  private static Throwable explain(ListenSettings listen, Throwable failure) {
    return BindFailure.explain("dns", "listen.port", listen.host(), listen.port(), failure);
  }

  private record Opening(
      VertxInternal vertx,
      InetAddress address,
      int port,
      TcpSettings tcp,
      QueryHandler queries,
      DnsMetrics metrics) {

    Future<DnsServer> attempt(int attempts) {
      return UdpListener.open(vertx, new InetSocketAddress(address, port), queries)
          .compose(
              udp ->
                  new TcpListener(
                          vertx, address.getHostAddress(), udp.port(), tcp, queries, metrics)
                      .open()
                      .map(opened -> new DnsServer(udp, opened))
                      .recover(failure -> udp.close().compose(v -> again(attempts, failure))));
    }

    private Future<DnsServer> again(int attempts, Throwable failure) {
      return attempts > 1 && failure instanceof IOException
          ? attempt(attempts - 1)
          : Future.failedFuture(failure);
    }
  }
}
