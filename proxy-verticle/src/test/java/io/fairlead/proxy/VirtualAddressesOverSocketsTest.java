package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.always;
import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.ok;
import static io.fairlead.proxy.RawUpstream.once;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.ClientAlias;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that know of no proxy: they resolve a name and connect. */
class VirtualAddressesOverSocketsTest {
  /** Its own for each run, so that runs on one machine do not meet. */
  private final String range =
      "127."
          + ThreadLocalRandom.current().nextInt(1, 128)
          + "."
          + ThreadLocalRandom.current().nextInt(256)
          + ".0/24";

  @TempDir private Path folder;

  private Mesh mesh(String... more) {
    var flags =
        new ArrayList<>(
            List.of(
                "--task.namespace=demo.local",
                "--egress.virtualAddresses=true",
                "--egress.goneTimeout=0s",
                "--egress.virtualRange=" + range,
                "--egress.virtualRetry=50ms"));
    flags.addAll(Arrays.asList(more));
    return Mesh.with(flags.toArray(String[]::new));
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static ClientAlias alias(String name, int port) {
    return new ClientAlias(port, name);
  }

  private static InetAddress resolved(Mesh mesh, String name) {
    await().until(() -> mesh.virtualNames().addressOf(name).isPresent());
    return mesh.virtualNames().addressOf(name).orElseThrow();
  }

  private static void awaitUnresolved(Mesh mesh, String name) {
    await().until(() -> mesh.virtualNames().addressOf(name).isEmpty());
  }

  private static String body(InetAddress address, int port, String... lines) throws IOException {
    try (var client = new RawClient(address, port)) {
      return client.send(head(lines)).answer().body();
    }
  }

  private static String get(InetAddress address, int port) throws IOException {
    return body(address, port, "GET / HTTP/1.1", "Host: anything");
  }

  private static void awaitRefused(InetAddress address, int port) {
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> new RawClient(address, port).close())
                    .isInstanceOf(ConnectException.class));
  }

  private static JsonObject onPage(Mesh mesh, String name) {
    return mesh.sidecar.page().getJsonArray("virtualAddresses").stream()
        .map(JsonObject.class::cast)
        .filter(address -> address.getString("name").equals(name))
        .findFirst()
        .orElse(null);
  }

  @Test
  void aServiceThatAppearsIsCallableByItsNameAlone() throws IOException {
    try (var mesh = mesh();
        var backend = RawUpstream.answering("backend")) {
      int port = free();
      mesh.registry.serviceCalled("backend", List.of(alias("shop", port)), backend.port());

      var address = resolved(mesh, "Shop.");
      assertThat(address.isLoopbackAddress()).isTrue();
      assertThat(body(address, port, "GET /x HTTP/1.1", "Host: shop:" + port)).isEqualTo("backend");
      assertThat(backend.heads.get(0)).startsWith("GET /x HTTP/1.1\r\n");
      assertThat(backend.heads.get(0)).containsIgnoringCase("host: shop:" + port + "\r\n");
      await()
          .until(
              () -> mesh.count("mesh_proxy_requests_total", "service", "backend.demo.local") == 1);
      assertThat(mesh.meters.get("mesh_proxy_virtual_listeners").gauge().value()).isEqualTo(1);
      assertThat(onPage(mesh, "shop").encode())
          .isEqualTo(
              new JsonObject()
                  .put("name", "shop")
                  .put("address", address.getHostAddress())
                  .put("resolved", true)
                  .put("ports", new JsonObject().put("" + port, "open"))
                  .encode());
    }
  }

  @Test
  void aHostThatSaysNothingLeavesItToWhereTheClientConnected() throws IOException {
    try (var mesh = mesh("--limits.eventLoops=1");
        var one = RawUpstream.answering("one");
        var two = RawUpstream.answering("two")) {
      int first = free();
      int second = free();
      mesh.registry.serviceCalled("one", List.of(alias("shop", first)), one.port());
      mesh.registry.serviceCalled("two", List.of(alias("shop", second)), two.port());
      var address = resolved(mesh, "shop");
      await().until(() -> onPage(mesh, "shop").getJsonObject("ports").size() == 2);
      await().untilAsserted(() -> assertThat(get(address, second)).isEqualTo("two"));

      assertThat(get(address, first)).isEqualTo("one");
      // Alone it would be the older service's.
      assertThat(body(address, second, "GET / HTTP/1.1", "Host: shop")).isEqualTo("two");
      assertThat(body(address, second, "GET / HTTP/1.1", "Host: shop:" + first)).isEqualTo("two");
      assertThat(body(address, second, "GET / HTTP/1.1", "Host: " + address.getHostAddress()))
          .isEqualTo("two");
      assertThat(body(address, second, "GET / HTTP/1.0")).isEqualTo("two");
      assertThat(two.heads).last().asString().containsOnlyOnce("ost: ");
      assertThat(body(address, second, "GET http://one/ HTTP/1.1", "Host: one")).isEqualTo("two");
    }
  }

  @Test
  void aNameOnTheSamePortIsBelievedWhereverItsClientConnects() throws IOException {
    try (var mesh = mesh();
        var one = RawUpstream.answering("one");
        var two = RawUpstream.answering("two")) {
      int port = free();
      mesh.registry.serviceCalled("one", List.of(alias("first", port)), one.port());
      mesh.registry.serviceCalled("two", List.of(alias("second", port)), two.port());
      resolved(mesh, "first");
      var address = resolved(mesh, "second");

      assertThat(body(address, port, "GET / HTTP/1.1", "Host: First.:" + port)).isEqualTo("one");
      assertThat(body(address, port, "GET / HTTP/1.1", "Host: SECOND:" + port)).isEqualTo("two");
      assertThat(body(address, port, "GET / HTTP/1.1", "Host: one.demo.local:" + port))
          .as("which is no name with an address")
          .isEqualTo("two");
    }
  }

  @Test
  void aServiceWithoutAnAliasNameHasItsFullName() throws IOException {
    try (var mesh = mesh();
        var backend = RawUpstream.answering("backend")) {
      int port = free();
      mesh.registry.serviceCalled("backend", List.of(new ClientAlias(port, null)), backend.port());

      assertThat(get(resolved(mesh, "backend.demo.local"), port)).isEqualTo("backend");
      assertThat(mesh.virtualNames().addressOf("backend")).isEmpty();
    }
  }

  @Test
  void everyEventLoopServesIt() throws IOException {
    try (var mesh = mesh("--limits.eventLoops=3");
        var backend = RawUpstream.answering("backend")) {
      int port = free();
      mesh.registry.serviceCalled("backend", List.of(alias("shop", port)), backend.port());
      var address = resolved(mesh, "shop");

      for (int i = 0; i < 6; i++) {
        assertThat(get(address, port)).isEqualTo("backend");
      }
      // One connection to the upstream for each loop.
      assertThat(backend.connections).hasValue(3);
    }
  }

  @Test
  void whatGoesFinishesItsRequestsAndCanComeBack() throws IOException {
    var told = new CountDownLatch(1);
    try (var mesh = mesh("--limits.eventLoops=2");
        var backend =
            new RawUpstream(
                once(
                    c -> {
                      RawUpstream.await(told);
                      c.write(ok("late"));
                    }))) {
      int port = free();
      mesh.registry.serviceCalled("backend", List.of(alias("shop", port)), backend.port());
      var address = resolved(mesh, "shop");
      try (var idle = new RawClient(address, port);
          var busy = new RawClient(address, port)) {
        busy.send(head("GET / HTTP/1.1", "Host: shop"));
        await().until(() -> backend.heads.size() == 1);

        mesh.registry.remove("backend");

        awaitUnresolved(mesh, "shop");
        awaitRefused(address, port);
        assertThat(idle.ending()).isEqualTo("closed");
        told.countDown();
        assertThat(busy.answer().body()).isEqualTo("late");
        assertThat(busy.ending()).isEqualTo("closed");
      }
      await().until(() -> mesh.meters.get("mesh_proxy_virtual_listeners").gauge().value() == 0);

      try (var again = RawUpstream.answering("again")) {
        mesh.registry.serviceCalled("backend", List.of(alias("shop", port)), again.port());

        assertThat(resolved(mesh, "shop")).isEqualTo(address);
        assertThat(get(address, port)).isEqualTo("again");
      }
    }
  }

  @Test
  void whatIsGoneIsAnsweredForAWhile() throws IOException {
    try (var mesh = mesh("--egress.goneTimeout=2s");
        var backend = RawUpstream.answering("backend")) {
      int port = free();
      mesh.registry.serviceCalled("backend", List.of(alias("shop", port)), backend.port());
      var address = resolved(mesh, "shop");

      mesh.registry.remove("backend");
      await().until(() -> mesh.sidecar.routes().table().find("backend") == null);

      try (var client = new RawClient(address, port)) {
        var answer = client.send(head("GET / HTTP/1.1", "Host: shop")).answer();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("x-fairlead-failure")).isEqualTo("ServiceGone");
        assertThat(answer.body())
            .startsWith(
                "ServiceGone: service backend.demo.local, which 'shop:" + port + "' led to");
      }
      assertThat(mesh.get("backend", "/").status()).isEqualTo(503);
      assertThat(mesh.sidecar.page().getJsonArray("gone").encode())
          .contains("\"name\":\"shop:" + port + "\",\"service\":\"backend.demo.local\"");
      assertThat(mesh.meters.get("mesh_proxy_names_gone").gauge().value()).isPositive();

      awaitRefused(address, port);
      assertThat(mesh.virtualNames().addressOf("shop")).isEmpty();
      assertThat(mesh.get("backend", "/").status()).isEqualTo(404);
    }
  }

  @Test
  void whatComesBackWhileARequestIsUnderWayIsOpenedAfterIt() throws IOException {
    var told = new CountDownLatch(1);
    try (var mesh = mesh("--limits.eventLoops=2", "--egress.virtualRetry=1h");
        var backend =
            new RawUpstream(
                always(
                    c -> {
                      RawUpstream.await(told);
                      c.write(ok("late"));
                    }))) {
      int port = free();
      mesh.registry.serviceCalled("backend", List.of(alias("shop", port)), backend.port());
      var address = resolved(mesh, "shop");
      try (var busy = new RawClient(address, port)) {
        busy.send(head("GET / HTTP/1.1", "Host: shop"));
        await().until(() -> backend.heads.size() == 1);
        mesh.registry.remove("backend");
        awaitRefused(address, port);

        mesh.registry.serviceCalled("shop", List.of(alias("shop", port)), backend.port());
        mesh.awaitPorts("shop", backend.port());
        assertThat(mesh.virtualNames().addressOf("shop")).isEmpty();
        told.countDown();

        assertThat(busy.answer().body()).isEqualTo("late");
      }
      assertThat(resolved(mesh, "shop")).isEqualTo(address);
      assertThat(get(address, port)).isEqualTo("late");
    }
  }

  @Test
  void aPortThatGoesLeavesTheOthersOfItsName() throws IOException {
    try (var mesh = mesh();
        var backend = RawUpstream.answering("backend")) {
      int stays = free();
      int goes = free();
      mesh.registry.serviceCalled(
          "backend", List.of(alias("shop", stays), alias("shop", goes)), backend.port());
      var address = resolved(mesh, "shop");
      assertThat(get(address, goes)).isEqualTo("backend");

      mesh.registry.serviceCalled("backend", List.of(alias("shop", stays)), backend.port());

      awaitRefused(address, goes);
      assertThat(get(address, stays)).isEqualTo("backend");
      assertThat(mesh.virtualNames().addressOf("shop")).hasValue(address);
    }
  }

  @Test
  void aPlaceThatSomebodyElseHasIsNotResolvedUntilItIsFree() throws IOException {
    try (var first = mesh();
        var backend = RawUpstream.answering("first")) {
      int port = free();
      first.registry.serviceCalled("backend", List.of(alias("shop", port)), backend.port());
      var address = resolved(first, "shop");
      try (var second = mesh();
          var other = RawUpstream.answering("second")) {
        int another = free();
        second.registry.serviceCalled(
            "backend", List.of(alias("shop", port), alias("shop", another)), other.port());

        await().until(() -> second.count("mesh_proxy_virtual_listener_failures_total") > 1);
        assertThat(second.virtualNames().addressOf("shop")).isEmpty();
        assertThat(onPage(second, "shop").getJsonObject("ports").getString("" + port))
            .startsWith("client alias shop cannot listen on " + address.getHostAddress())
            .contains("already in use")
            .endsWith("or set another port of the alias, or egress.virtualRange");
        assertThat(get(address, port)).isEqualTo("first");
        assertThat(get(address, another)).isEqualTo("second");
        assertThat(second.get("shop:" + port, "/").body()).as("by the proxy").isEqualTo("second");

        Mesh.get(first.drain.run());

        assertThat(resolved(second, "shop")).isEqualTo(address);
        assertThat(get(address, port)).isEqualTo("second");
      }
    }
  }

  @Test
  void sidecarsOfTasksOnOneHostHaveRangesOfTheirOwn() throws IOException {
    int port = free();
    String[] one = {
      "--task.namespace=demo.local", "--egress.virtualAddresses=true", "--task.host=127.0.99.1"
    };
    String[] two = {
      "--task.namespace=demo.local", "--egress.virtualAddresses=true", "--task.host=127.0.99.2"
    };
    try (var first = Mesh.with(one);
        var second = Mesh.with(two);
        var backend = RawUpstream.answering("backend")) {
      first.registry.serviceCalled("backend", List.of(alias("shop", port)), backend.port());
      second.registry.serviceCalled("backend", List.of(alias("shop", port)), backend.port());

      assertThat(resolved(first, "shop").getHostAddress()).startsWith("127.227.1.");
      assertThat(resolved(second, "shop").getHostAddress()).startsWith("127.227.2.");
      assertThat(get(resolved(first, "shop"), port)).isEqualTo("backend");
      assertThat(get(resolved(second, "shop"), port)).isEqualTo("backend");
    }
  }

  @Test
  void theHostsFileTellsWhatIsOpen() throws IOException {
    var hosts = folder.resolve("hosts");
    try (var mesh = mesh("--egress.hostsFile=" + hosts);
        var backend = RawUpstream.answering("backend")) {
      int port = free();
      mesh.registry.serviceCalled("backend", List.of(alias("shop", port)), backend.port());
      var address = resolved(mesh, "shop");
      String line = address.getHostAddress() + "\tshop\n";
      await().until(() -> Files.exists(hosts) && Files.readString(hosts).contains(line));

      mesh.registry.remove("backend");

      await().until(() -> !Files.readString(hosts).contains("shop"));
      assertThat(mesh.count("mesh_proxy_hosts_file_writes_total", "outcome", "ok"))
          .isGreaterThan(1);
    }
  }

  @Test
  void whatAnEarlierProcessToldIsReplacedOnceTheCatalogIsKnown() throws IOException {
    var hosts = folder.resolve("hosts");
    try (var mesh = mesh("--egress.hostsFile=" + hosts);
        var backend = RawUpstream.answering("backend")) {
      mesh.registry.serviceCalled("backend", List.of(alias("shop", free())), backend.port());
      await().until(() -> Files.exists(hosts) && Files.readString(hosts).contains("shop"));
      Mesh.get(mesh.drain.run());
      assertThat(hosts).content().as("after leaving").contains("shop");
    }

    try (var mesh = mesh("--egress.hostsFile=" + hosts)) {
      await().until(() -> !Files.readString(hosts).contains("shop"));
      assertThat(mesh.virtualNames().statuses()).isEmpty();
    }
  }

  @Test
  void aHostsFileThatCannotBeWrittenIsTriedAgain() throws IOException {
    var hosts = Files.createDirectory(folder.resolve("hosts"));
    try (var mesh = mesh("--egress.hostsFile=" + hosts);
        var backend = RawUpstream.answering("backend")) {
      int port = free();
      mesh.registry.serviceCalled("backend", List.of(alias("shop", port)), backend.port());
      var address = resolved(mesh, "shop");
      await()
          .until(() -> mesh.count("mesh_proxy_hosts_file_writes_total", "outcome", "failed") > 1);
      assertThat(get(address, port)).isEqualTo("backend");

      Files.delete(hosts);

      await().until(() -> Files.isRegularFile(hosts));
      assertThat(Files.readString(hosts)).contains(address.getHostAddress() + "\tshop\n");
    }
  }

  @Test
  void noMoreListenersAreOpenedThanIsSet() throws IOException {
    try (var mesh = mesh("--egress.virtualListenersMax=1");
        var backend = RawUpstream.answering("backend")) {
      int port = free();
      mesh.registry.serviceCalled("one", List.of(alias("one", port)), backend.port());
      resolved(mesh, "one");
      mesh.registry.serviceCalled("another", List.of(alias("another", port)), backend.port());
      mesh.awaitPorts("another", backend.port());

      await()
          .until(() -> mesh.meters.get("mesh_proxy_virtual_names_left_out").gauge().value() == 1);
      assertThat(mesh.virtualNames().addressOf("another")).isEmpty();
      assertThat(get(resolved(mesh, "one"), port)).isEqualTo("backend");
    }
  }

  @Test
  void allListenersOfTheApplicationHoldNoMoreConnectionsThanOne() throws IOException {
    try (var mesh = mesh("--limits.connectionsMax=2", "--limits.eventLoops=1");
        var backend = RawUpstream.answering("backend")) {
      int port = free();
      mesh.registry.serviceCalled("backend", List.of(alias("shop", port)), backend.port());
      var address = resolved(mesh, "shop");
      try (var one = new RawClient(mesh.port());
          var two = new RawClient(address, port)) {
        one.send(head("GET / HTTP/1.1", "Host: shop:" + port)).answer();
        two.send(head("GET / HTTP/1.1", "Host: shop")).answer();
        try (var three = new RawClient(address, port)) {
          assertThat(three.ending()).isEqualTo("closed");
        }
      }
      await()
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(get(address, port)).isEqualTo("backend"));
    }
  }

  @Test
  void aSidecarThatLeavesClosesThem() throws IOException {
    try (var mesh = mesh();
        var backend = RawUpstream.answering("backend")) {
      int port = free();
      mesh.registry.serviceCalled("backend", List.of(alias("shop", port)), backend.port());
      var address = resolved(mesh, "shop");

      Mesh.get(mesh.drain.run());

      awaitRefused(address, port);
    }
  }

  @Test
  void withoutTheSettingNothingIsListenedOn() throws IOException {
    try (var mesh = Mesh.with("--task.namespace=demo.local");
        var backend = RawUpstream.answering("backend")) {
      mesh.service("backend", backend.port());

      assertThat(mesh.virtualNames().statuses()).isEmpty();
      assertThat(mesh.sidecar.page().getJsonArray("virtualAddresses")).isEmpty();
    }
  }
}
