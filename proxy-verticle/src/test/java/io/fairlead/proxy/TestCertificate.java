package io.fairlead.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that vouches for itself, made by the JDK's own tool. */
public final class TestCertificate {
  private static final char[] PASSWORD = "changeit".toCharArray();

  public final X509Certificate certificate;
  private final Key key;

  private TestCertificate(X509Certificate certificate, Key key) {
    this.certificate = certificate;
    this.key = key;
  }

  /** With a key of an elliptic curve, for these names. */
  public static TestCertificate of(Path folder, String... names) throws Exception {
    return of("EC", folder, names);
  }

  /**
   * The same with another kind of key.
   *
   * @param algorithm EC or RSA
   */
  public static TestCertificate of(String algorithm, Path folder, String... names)
      throws Exception {
    var store = Files.createTempFile(folder, "made", ".p12");
    Files.delete(store);
    String san = Stream.of(names).map(n -> "dns:" + n).collect(Collectors.joining(","));
    Tool.run(
        System.getProperty("java.home") + "/bin/keytool",
        "-genkeypair",
        "-alias",
        "test",
        "-keyalg",
        algorithm,
        "-dname",
        "CN=" + names[0].replace("*", "any"),
        "-ext",
        "san=" + san,
        "-validity",
        "30",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        new String(PASSWORD));
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    return new TestCertificate(
        (X509Certificate) keys.getCertificate("test"), keys.getKey("test", PASSWORD));
  }

  /** The certificate as PEM. */
  public String pem() throws GeneralSecurityException {
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  /** Its key as PEM, in PKCS#8. */
  public String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  static String pem(String what, byte[] der) {
    String lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
  }

  /** Puts both into files of that name, and gives the setting that names them. */
  public String in(Path folder, String name) throws IOException, GeneralSecurityException {
    var certificateFile = folder.resolve(name + ".pem");
    var keyFile = folder.resolve(name + ".key");
    Files.writeString(certificateFile, pem());
    Files.writeString(keyFile, keyPem());
    return "{\"certificate\":\"" + certificateFile + "\",\"key\":\"" + keyFile + "\"}";
  }

  /** Of a client that trusts these and nobody else. */
  public static SSLContext trusting(TestCertificate... trusted) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int i = 0; i < trusted.length; i++) {
      store.setCertificateEntry("trusted-" + i, trusted[i].certificate);
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
