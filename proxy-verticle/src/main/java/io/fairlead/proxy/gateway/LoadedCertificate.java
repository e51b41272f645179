package io.fairlead.proxy.gateway;

import io.fairlead.proxy.tls.BadCertificate;
import io.fairlead.proxy.tls.CertificateChain;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;

/**
 * A certificate that can be served.
 *
 * @param names what it is for, in lower case, {@code *.} for any one label
 * @param end until when it is valid
 */
record LoadedCertificate(SslContext context, List<String> names, Instant end) {
  private static final int DNS_NAME = 2;

  /**
   * Reads both files.
   *
   * @param hosts in place of the certificate's own names; empty for those
   */
  static LoadedCertificate of(byte[] certificatePem, byte[] keyPem, List<String> hosts)
      throws BadCertificate {
    var chain = CertificateChain.read(certificatePem, keyPem);
    try {
      var names = hosts.isEmpty() ? namesOf(chain.leaf()) : hosts;
      return new LoadedCertificate(context(chain), names, chain.end());
    } catch (SSLException | CertificateException e) {
      throw new BadCertificate("cannot be served: " + e.getMessage());
    }
  }

  private static List<String> namesOf(X509Certificate leaf) throws CertificateException {
    var all = leaf.getSubjectAlternativeNames();
    return all == null
        ? List.of()
        : all.stream()
            .filter(name -> name.get(0).equals(DNS_NAME))
            .map(name -> name.get(1).toString().toLowerCase(Locale.ROOT))
            .toList();
  }

  private static SslContext context(CertificateChain chain) throws SSLException {
    return SslContextBuilder.forServer(chain.key(), chain.certificates())
        .sslProvider(SslProvider.JDK)
        .protocols("TLSv1.3", "TLSv1.2")
        .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                ApplicationProtocolNames.HTTP_2,
                ApplicationProtocolNames.HTTP_1_1))
        .build();
  }
}
