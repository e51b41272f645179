package io.fairlead.proxy.tls;

import io.fairlead.proxy.relay.Lane;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import javax.net.ssl.SSLException;

/**
 * Who a sidecar is and whom it believes, ready for handshakes; immutable, for any thread. TLS 1.3
 * only: both ends are ours.
 *
 * @param uri the sidecar's own name
 * @param end until when it may use it
 */
record Credentials(String uri, Instant end, SslContext server, Map<Lane, SslContext> clients) {
  private static final String VERSION = "TLSv1.3";

  /**
   * @param roots of the authorities that are believed
   */
  static Credentials of(CertificateChain chain, X509Certificate... roots) throws BadCertificate {
    try {
      String uri = SpiffeUri.of(chain.leaf());
      Map<Lane, SslContext> clients = new EnumMap<>(Lane.class);
      for (var lane : Lane.values()) {
        clients.put(lane, client(chain, lane, roots));
      }
      return new Credentials(uri, chain.end(), server(chain, roots), Map.copyOf(clients));
    } catch (PeerRefused e) {
      throw new BadCertificate("cannot be used: " + e.getMessage());
    } catch (SSLException | IllegalArgumentException e) {
      throw new BadCertificate("cannot be used for TLS: " + e.getMessage());
    }
  }

  private static SslContext client(CertificateChain chain, Lane lane, X509Certificate... roots)
      throws SSLException {
    var builder =
        SslContextBuilder.forClient()
            .sslProvider(provider())
            .protocols(VERSION)
            .keyManager(chain.key(), chain.certificates())
            .trustManager(roots)
            // Names are of workloads, not of hosts: MeshTls compares them.
            .endpointIdentificationAlgorithm(null);
    switch (lane) {
      case HTTP1 -> builder.applicationProtocolConfig(alpn(ApplicationProtocolNames.HTTP_1_1));
      case HTTP2 -> builder.applicationProtocolConfig(alpn(ApplicationProtocolNames.HTTP_2));
      case RAW -> {
        // Whatever it is, TLS has no name for it.
      }
    }
    return builder.build();
  }

  private static SslContext server(CertificateChain chain, X509Certificate... roots)
      throws SSLException {
    return SslContextBuilder.forServer(chain.key(), chain.certificates())
        .sslProvider(provider())
        .protocols(VERSION)
        .trustManager(roots)
        .clientAuth(ClientAuth.REQUIRE)
        .applicationProtocolConfig(
            alpn(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1))
        .build();
  }

  private static ApplicationProtocolConfig alpn(String... protocols) {
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        protocols);
  }

  /** BoringSSL where it loads: it costs a fraction of the JDK's. */
  static SslProvider provider() {
    return OpenSsl.isAvailable() && SslProvider.isTlsv13Supported(SslProvider.OPENSSL)
        ? SslProvider.OPENSSL
        : SslProvider.JDK;
  }
}
