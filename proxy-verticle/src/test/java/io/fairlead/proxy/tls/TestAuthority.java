package io.fairlead.proxy.tls;

import io.fairlead.proxy.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority for workloads, made by the JDK's own tool. */
final class TestAuthority {
  private static final String PASSWORD = "changeit";

  private final Path folder;
  private final Path store;

  /**
   * @param folder for its files
   * @param name of it, and of the files
   */
  TestAuthority(Path folder, String name) throws IOException {
    this.folder = folder;
    this.store = folder.resolve(name + ".p12");
    keytool(
        List.of("-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=" + name),
        List.of("-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign", "-validity", "30"));
    keytool(List.of("-exportcert", "-rfc", "-alias", "ca", "-file", bundle().toString()));
  }

  /** The file of its root. */
  Path bundle() {
    return folder.resolve(store.getFileName() + ".pem");
  }

  /**
   * Makes a certificate, and its key, and gives the flags of a sidecar that uses both.
   *
   * @param name of the files
   * @param uri what it is for
   * @param validity further arguments of keytool
   */
  List<String> flags(String name, String uri, String... validity) throws Exception {
    issue(name, uri, validity);
    return List.of(
        "--tls.certificate=" + folder.resolve(name + ".pem"),
        "--tls.key=" + folder.resolve(name + ".key"),
        "--tls.bundle=" + bundle());
  }

  /** Makes a certificate for a workload, and its key. */
  void issue(String name, String uri, String... validity) throws Exception {
    keytool(List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name));
    var request = folder.resolve(name + ".csr").toString();
    keytool(List.of("-certreq", "-alias", name, "-file", request));
    var certificate = folder.resolve(name + ".pem");
    var issued = new ArrayList<>(List.of("-gencert", "-rfc", "-alias", "ca", "-infile", request));
    issued.addAll(List.of("-outfile", certificate + ".new", "-ext", "san=uri:" + uri));
    issued.addAll(List.of(validity));
    keytool(issued);
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    byte[] key = keys.getKey(name, PASSWORD.toCharArray()).getEncoded();
    Files.writeString(
        folder.resolve(name + ".key"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n");
    Files.move(
        Path.of(certificate + ".new"),
        certificate,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    keytool(List.of("-delete", "-alias", name));
  }

  @SafeVarargs
  private void keytool(List<String>... parts) throws IOException {
    var command = new ArrayList<String>();
    command.add(System.getProperty("java.home") + "/bin/keytool");
    for (var part : parts) {
      command.addAll(part);
    }
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    Tool.run(command.toArray(new String[0]));
  }
}
