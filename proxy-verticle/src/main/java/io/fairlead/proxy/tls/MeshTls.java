package io.fairlead.proxy.tls;

import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.relay.Front;
import io.fairlead.proxy.relay.Lane;
import io.fairlead.proxy.relay.Securing;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslHandler;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The mesh's TLS, one per process: which connections have it, with the credentials of the moment,
 * and who is at the other end. Any thread. Connections keep the credentials that they began with.
 */
public final class MeshTls implements Securing {
  private final TlsMode mode;
  private final Set<String> plaintextTo;
  private final long handshakeMillis;
  private final long detectNanos;
  private final TlsObserver observer;
  private volatile Credentials credentials;

  /**
   * @param plaintextTo services, as {@code service.namespace}, that are called without TLS even
   *     when the mode is strict
   * @param handshakeMillis for a whole handshake
   * @param detectNanos how long a caller of a TCP service may be silent before it counts as one
   *     without TLS, where that is allowed
   */
  public MeshTls(
      TlsMode mode,
      Set<String> plaintextTo,
      long handshakeMillis,
      long detectNanos,
      TlsObserver observer) {
    this.mode = mode;
    this.plaintextTo = Set.copyOf(plaintextTo);
    this.handshakeMillis = handshakeMillis;
    this.detectNanos = detectNanos;
    this.observer = observer;
  }

  /** Handshakes from now on go by these. */
  void use(Credentials others) {
    credentials = others;
  }

  /** Until when the certificate of the moment is valid. */
  public Instant end() {
    var now = credentials;
    return now == null ? Instant.EPOCH : now.end();
  }

  public TlsMode mode() {
    return mode;
  }

  long detectNanos() {
    return detectNanos;
  }

  TlsObserver observer() {
    return observer;
  }

  // Towards endpoints

  @Override
  public Secured before(Address address, Lane lane, ChannelHandler reader) {
    return isFor(address) ? new ClientHandshake(this, address, lane, reader) : null;
  }

  /**
   * Strict means that the registry is not believed when it says that somebody has no TLS: a lie
   * could only make a call fail.
   */
  private boolean isFor(Address address) {
    if (address.workload() == null) {
      return false;
    }
    return switch (mode) {
      case OFF -> false;
      case PERMISSIVE -> address.tls();
      case STRICT -> !plaintextTo.contains(Workloads.serviceOf(address.workload()));
    };
  }

  SslHandler client(Channel channel, Address address, Lane lane) {
    var context = credentials.clients().get(lane);
    return timed(context.newHandler(channel.alloc(), address.host(), address.port()));
  }

  /**
   * Makes sure that the other end is a workload of this mesh.
   *
   * @param path the one that it has to be; null for any
   */
  void proven(SslHandler handler, String path) throws PeerRefused {
    String uri = PeerName.of(handler.engine().getSession());
    String domain = SpiffeUri.trustDomain(credentials.uri());
    if (path != null && !uri.equals(SpiffeUri.of(domain, path))) {
      throw new PeerRefused(
          "it proved to be " + uri + " (expected: " + SpiffeUri.of(domain, path) + ")");
    }
    if (!SpiffeUri.trustDomain(uri).equals(domain)) {
      throw new PeerRefused("it is " + uri + " (expected: a workload of " + domain + ")");
    }
  }

  // From callers

  /**
   * The first handler of a caller's connection.
   *
   * @param speaksFirst whether callers speak before they are spoken to
   * @param reader reads the connection, once it is known whose it is
   */
  public ChannelHandler ingress(Front front, boolean speaksFirst, Supplier<ChannelHandler> reader) {
    return mode == TlsMode.OFF
        ? reader.get()
        : new ServerHandshake(front, this, speaksFirst, reader);
  }

  SslHandler server(Channel channel) {
    return timed(credentials.server().newHandler(channel.alloc()));
  }

  private SslHandler timed(SslHandler handler) {
    handler.setHandshakeTimeoutMillis(handshakeMillis);
    return handler;
  }
}
