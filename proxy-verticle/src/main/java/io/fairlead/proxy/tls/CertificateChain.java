package io.fairlead.proxy.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * A certificate, those that vouch for it, and its key.
 *
 * @param certificates the leaf first
 */
@SuppressWarnings("ArrayRecordComponent") // As the JDK and Netty take them; nobody compares.
public record CertificateChain(PrivateKey key, X509Certificate... certificates) {
  private static final byte[] PROBE = {1, 2, 3, 4};

  /**
   * Reads both, and makes sure that they belong together: a certificate that was replaced before
   * its key would fail every handshake.
   */
  public static CertificateChain read(byte[] certificatePem, byte[] keyPem) throws BadCertificate {
    var certificates = certificates(certificatePem);
    var key = KeyPem.read(keyPem, certificates[0].getPublicKey());
    if (!belongs(key, certificates[0])) {
      throw new BadCertificate("is not the key of the certificate (expected: the one that is)");
    }
    return new CertificateChain(key, certificates);
  }

  /** All certificates in PEM, at least one. */
  public static X509Certificate[] certificates(byte[] pem) throws BadCertificate {
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

  public X509Certificate leaf() {
    return certificates[0];
  }

  /** Until when the leaf is valid. */
  public Instant end() {
    return leaf().getNotAfter().toInstant();
  }
}
