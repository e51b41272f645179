package io.fairlead.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that speaks TLS itself and knows the sidecar as its proxy. */
class ConnectByCurlTest {
  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;

  private HttpsServer server() throws IOException, GeneralSecurityException {
    var store = folder.resolve("store.p12");
    Tool.run(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        "server",
        "-keyalg",
        "EC",
        "-dname",
        "CN=backend.demo.local",
        "-ext",
        "SAN=dns:backend.demo.local",
        "-validity",
        "2",
        "-storepass",
        PASSWORD,
        "-keystore",
        store.toString());
    Tool.run(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-exportcert",
        "-rfc",
        "-alias",
        "server",
        "-storepass",
        PASSWORD,
        "-keystore",
        store.toString(),
        "-file",
        folder.resolve("server.pem").toString());
    var keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    var tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext(
        "/",
        call -> {
          byte[] body = ("by " + call.getRequestHeaders().getFirst("Host")).getBytes(UTF_8);
          call.sendResponseHeaders(200, body.length);
          call.getResponseBody().write(body);
          call.close();
        });
    server.start();
    return server;
  }

  @Test
  void tlsPassesThroughToWhoHoldsTheName() throws Exception {
    assumeTrue(Tool.find("curl").isPresent(), "curl is not installed (Debian package curl)");
    var server = server();
    try (var mesh = Mesh.onNativeTransport(true, "--task.namespace=demo.local")) {
      mesh.service("backend", server.getAddress().getPort());

      assertThat(
              Tool.run(
                  "curl",
                  "-sS",
                  "--max-time",
                  "20",
                  "--cacert",
                  folder.resolve("server.pem").toString(),
                  "-x",
                  "http://127.0.0.1:" + mesh.port(),
                  "https://backend.demo.local/"))
          .isEqualTo("by backend.demo.local");
      await()
          .until(
              () -> mesh.count("mesh_proxy_requests_total", "service", "backend.demo.local") == 1);
    } finally {
      server.stop(0);
    }
  }
}
