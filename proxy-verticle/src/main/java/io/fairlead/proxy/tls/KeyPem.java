package io.fairlead.proxy.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Reads a private key from PEM (RFC 7468 §10): PKCS#8, and the older forms of RSA (PKCS#1, RFC 8017
 * §A.1.2) and of elliptic curves (SEC 1, RFC 5915); pure.
 */
public final class KeyPem {
  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN ((?:RSA |EC |ENCRYPTED )?)PRIVATE KEY-----([^-]*)-----END \\1PRIVATE KEY-----");
  private static final byte[] VERSION = {2, 1, 0};
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 4;

  private KeyPem() {}

  /**
   * The first key there.
   *
   * @param publicKey of the certificate: what kind of key it has to be
   */
  public static PrivateKey read(byte[] pem, PublicKey publicKey) throws BadCertificate {
    var found = KEY.matcher(new String(pem, ISO_8859_1));
    if (!found.find()) {
      throw new BadCertificate("has no PRIVATE KEY block (expected: PEM, PKCS#8, PKCS#1 or SEC 1)");
    }
    if (found.group(1).startsWith("ENCRYPTED") || found.group(2).contains("ENCRYPTED")) {
      throw new BadCertificate("is encrypted (expected: no passphrase; try openssl pkey)");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(found.group(2));
      byte[] pkcs8 = found.group(1).isEmpty() ? der : wrapped(der, publicKey.getEncoded());
      return KeyFactory.getInstance(publicKey.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new BadCertificate(
          "is no key of kind "
              + publicKey.getAlgorithm()
              + ", which the certificate's is ("
              + e.getMessage()
              + ")");
    }
  }

  /** PKCS#8 of an older form; both name the algorithm as the public key does (RFC 5958 §2). */
  private static byte[] wrapped(byte[] older, byte[] publicKey) {
    int algorithm = contentAt(publicKey, 0);
    int end = contentAt(publicKey, algorithm) + lengthAt(publicKey, algorithm);
    var inner = new ByteArrayOutputStream();
    inner.writeBytes(VERSION);
    inner.write(publicKey, algorithm, end - algorithm);
    inner.writeBytes(element(OCTET_STRING, older));
    return element(SEQUENCE, inner.toByteArray());
  }

  /** Where the content of the element begins that begins there (X.690 §8.1). */
  private static int contentAt(byte[] der, int at) {
    int length = der[at + 1] & 0xFF;
    return at + 2 + (length < 0x80 ? 0 : length & 0x7F);
  }

  private static int lengthAt(byte[] der, int at) {
    int length = 0;
    int content = contentAt(der, at);
    for (int i = content == at + 2 ? at + 1 : at + 2; i < content; i++) {
      length = (length << 8) | (der[i] & 0xFF);
    }
    return length;
  }

  private static byte[] element(int tag, byte[] content) {
    var out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      // Keys have fewer than 65536 bytes; leading zeros are no DER, but two bytes suffice.
      boolean isShort = content.length < 0x100;
      out.write(isShort ? 0x81 : 0x82);
      if (!isShort) {
        out.write(content.length >> 8);
      }
      out.write(content.length & 0xFF);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
