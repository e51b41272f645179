package io.fairlead.proxy.gateway;

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
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
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
  private static final byte[] PROBE = {1, 2, 3, 4};

  /**
   * Makes sure that the two belong together: a certificate that was replaced before its key would
   * fail every handshake.
   *
   * @param hosts in place of the certificate's own names; empty for those
   */
  static LoadedCertificate of(byte[] certificatePem, byte[] keyPem, List<String> hosts)
      throws BadCertificate {
    var chain = chain(certificatePem);
    var leaf = chain[0];
    var key = KeyPem.read(keyPem, leaf.getPublicKey());
    if (!belongs(key, leaf)) {
      throw new BadCertificate("is not the key of the certificate (expected: the one that is)");
    }
    try {
      var names = hosts.isEmpty() ? namesOf(leaf) : hosts;
      return new LoadedCertificate(context(key, chain), names, leaf.getNotAfter().toInstant());
    } catch (SSLException | CertificateException e) {
      throw new BadCertificate("cannot be served: " + e.getMessage());
    }
  }

  private static X509Certificate[] chain(byte[] pem) throws BadCertificate {
    try {
      var chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .toArray(new X509Certificate[0]);
      if (chain.length > 0) {
        return chain;
      }
    } catch (CertificateException e) {
      throw new BadCertificate("has a certificate that cannot be read: " + e.getMessage());
    }
    throw new BadCertificate("has no certificate (expected: PEM)");
  }

  private static boolean belongs(PrivateKey key, X509Certificate leaf) throws BadCertificate {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      var signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(PROBE);
      var verifying = Signature.getInstance(algorithm);
      verifying.initVerify(leaf.getPublicKey());
      verifying.update(PROBE);
      return verifying.verify(signing.sign());
    } catch (GeneralSecurityException e) {
      throw new BadCertificate("cannot sign: " + e.getMessage());
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

  private static SslContext context(PrivateKey key, X509Certificate... chain) throws SSLException {
    return SslContextBuilder.forServer(key, chain)
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
