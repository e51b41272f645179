package io.fairlead.proxy.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPemTest {
  private static KeyPair pair(String algorithm, int bits) throws Exception {
    var generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static byte[] pem(String what, byte[] der) {
    String text =
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
            + "-----BEGIN "
            + what
            + "-----\n"
            + Base64.getMimeEncoder().encodeToString(der)
            + "\n-----END "
            + what
            + "-----\n";
    return text.getBytes(US_ASCII);
  }

  /** What is in the last element of PKCS#8: the older form of the key. */
  private static byte[] older(byte[] pkcs8) {
    for (int at = 1; at < pkcs8.length - 4; at++) {
      if (pkcs8[at] == 4) {
        int length = pkcs8[at + 1] & 0xFF;
        int content = at + 2;
        if (length >= 0x80) {
          int bytes = length & 0x7F;
          length = 0;
          for (int i = 0; i < bytes && content < pkcs8.length; i++) {
            length = (length << 8) | (pkcs8[content++] & 0xFF);
          }
        }
        if (content + length == pkcs8.length) {
          return Arrays.copyOfRange(pkcs8, content, pkcs8.length);
        }
      }
    }
    throw new AssertionError("no older form");
  }

  @ParameterizedTest
  @CsvSource({"RSA,1024", "RSA,2048", "EC,256", "EC,521"})
  void allFormsOfAKeyAreTheSameKey(String algorithm, int bits) throws Exception {
    var pair = pair(algorithm, bits);
    byte[] pkcs8 = pair.getPrivate().getEncoded();

    assertThat(KeyPem.read(pem("PRIVATE KEY", pkcs8), pair.getPublic()))
        .isEqualTo(pair.getPrivate());
    assertThat(KeyPem.read(pem(algorithm + " PRIVATE KEY", older(pkcs8)), pair.getPublic()))
        .isEqualTo(pair.getPrivate());
  }

  @Test
  void whatIsNoKeyIsToldApart() throws Exception {
    var pair = pair("EC", 256);
    byte[] der = pair.getPrivate().getEncoded();

    assertThatThrownBy(() -> KeyPem.read("nothing".getBytes(US_ASCII), pair.getPublic()))
        .hasMessageContaining("no PRIVATE KEY block");
    assertThatThrownBy(() -> KeyPem.read(pem("ENCRYPTED PRIVATE KEY", der), pair.getPublic()))
        .hasMessageContaining("is encrypted");
    assertThatThrownBy(() -> KeyPem.read(pem("PRIVATE KEY", new byte[] {1}), pair.getPublic()))
        .hasMessageContaining("no key of kind EC");
  }
}
