package io.fairlead.dns;

import static io.fairlead.catalog.RecordType.A;
import static io.fairlead.catalog.RoutingPolicy.MULTIVALUE;
import static io.fairlead.dns.zone.CatalogFixture.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.dns.zone.CatalogFixture;
import io.fairlead.node.Node;
import io.fairlead.node.RunningNode;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A DNS process whose registry does not answer, before and after it has a view of its own. */
class LastViewTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private RunningNode node;

  @AfterEach
  void stop() {
    if (node != null) {
      join(node.stop());
    }
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private static void keepAView(Path folder) {
    var catalog =
        new CatalogFixture()
            .namespace("prod.local")
            .service("web", MULTIVALUE, List.of(A), ipv4("i-1", "10.0.0.1", 8080));
    RunningDns.keeping(catalog, folder).close();
  }

  private void startWithoutRegistry() {
    node =
        join(
            Node.start(
                new DnsProcess(),
                List.of(
                    "--listen.port=0", "--link.registries=127.0.0.1:1", "--view.folder=" + folder),
                Map.of()));
  }

  private String management(String path) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + node.managementPort() + path);
    return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private byte[] ask() throws IOException {
    String address = node.context().management().listeners().get("dns-udp");
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    byte[] query = DnsServerTest.query(1, "web.prod.local");
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout(5000);
      socket.send(new DatagramPacket(query, query.length, InetAddress.getLoopbackAddress(), port));
      var answer = new DatagramPacket(new byte[4096], 4096);
      socket.receive(answer);
      return Arrays.copyOf(answer.getData(), answer.getLength());
    }
  }

  @Test
  void itAnswersFromItsLastViewAndIsReadyAndSaysThatItIsStale() throws Exception {
    keepAView(folder);

    startWithoutRegistry();

    await().untilAsserted(() -> assertThat(management("/ready")).isEqualTo("ready\n"));
    assertThat(DnsServerTest.addresses(ask())).isEqualTo(1);
    assertThat(management("/view")).contains("\"stale\" : true", "\"services\" : 1");
    assertThat(management("/metrics")).contains("mesh_view_stale 1.0");
  }

  @Test
  void aDamagedViewIsPutAsideAndTheProcessWaitsForARegistry() throws Exception {
    keepAView(folder);
    Path file = folder.resolve("view-dns-127.0.0.1-0.json");
    Files.writeString(file, Files.readString(file).replace("10.0.0.1", "10.0.0.2"));

    startWithoutRegistry();

    await().until(() -> Files.exists(folder.resolve(file.getFileName() + ".damaged")));
    assertThat(file).doesNotExist();
    assertThat(management("/ready")).contains("dns-view", "link");
    assertThat(DnsServerTest.addresses(ask())).as("refused").isEqualTo(-1);
  }
}
