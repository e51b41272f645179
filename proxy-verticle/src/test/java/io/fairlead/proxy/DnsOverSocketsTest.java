package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.always;
import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.catalog.ClientAlias;
import io.fairlead.node.Drain;
import io.fairlead.node.NodeContext;
import io.fairlead.node.Readiness;
import io.fairlead.node.StartFailure;
import io.fairlead.proxy.names.HostResolver;
import io.fairlead.proxy.virtual.VirtualNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sidecar as a resolver, asked with dig. */
class DnsOverSocketsTest {
  /** Its own for each run, so that runs on one machine do not meet. */
  private final String range =
      "127."
          + ThreadLocalRandom.current().nextInt(1, 128)
          + "."
          + ThreadLocalRandom.current().nextInt(256)
          + ".0/24";

  @TempDir private Path folder;

  @BeforeAll
  static void assumeDig() throws Exception {
    boolean installed;
    try {
      installed = new ProcessBuilder("dig", "-v").start().waitFor() == 0;
    } catch (IOException e) {
      installed = false;
    }
    assumeTrue(installed, "dig is not installed (Debian package bind9-dnsutils)");
  }

  private Mesh mesh(String... more) {
    var flags =
        new ArrayList<>(
            List.of(
                "--task.namespace=demo.local",
                "--dns.port=0",
                "--egress.goneTimeout=0s",
                "--dns.resolvConf=",
                "--egress.virtualRange=" + range,
                "--egress.virtualRetry=50ms",
                "--limits.eventLoops=1"));
    flags.addAll(Arrays.asList(more));
    return Mesh.with(flags.toArray(String[]::new));
  }

  private static int port(Mesh mesh) {
    String listener = mesh.management.listeners().get("dns-udp");
    return Integer.parseInt(listener.substring(listener.lastIndexOf(':') + 1));
  }

  private static String dig(Mesh mesh, String... arguments) {
    return dig(port(mesh), arguments);
  }

  private static String dig(int port, String... arguments) {
    var command =
        new ArrayList<>(List.of("dig", "@127.0.0.1", "-p", port + "", "+tries=1", "+time=5"));
    command.addAll(List.of(arguments));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("dig does not end");
      }
      return output;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String value(Mesh mesh, String... question) {
    var all = new ArrayList<>(List.of(question));
    all.add("+short");
    return dig(mesh, all.toArray(String[]::new)).strip();
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static InetAddress resolved(Mesh mesh, String name) {
    await().until(() -> mesh.virtualNames().addressOf(name).isPresent());
    return mesh.virtualNames().addressOf(name).orElseThrow();
  }

  @Test
  void anAliasResolvesToWhereItsServiceIsCalledWhileItIsThere() throws IOException {
    try (var mesh = mesh();
        var backend = RawUpstream.answering("backend")) {
      assertThat(dig(mesh, "shop")).contains("status: REFUSED");
      int port = free();
      var aliases = List.of(new ClientAlias(port, "shop"));
      mesh.registry.serviceCalled("backend", aliases, backend.port());
      var address = resolved(mesh, "shop");

      assertThat(value(mesh, "Shop")).isEqualTo(address.getHostAddress());
      assertThat(value(mesh, "+tcp", "shop")).isEqualTo(address.getHostAddress());
      assertThat(value(mesh, "-x", address.getHostAddress())).isEqualTo("shop.");
      assertThat(dig(mesh, "shop", "AAAA"))
          .contains("status: NOERROR", "ANSWER: 0", "AUTHORITY: 1");
      try (var client = new RawClient(InetAddress.getByName(value(mesh, "shop")), port)) {
        var answer = client.send(head("GET / HTTP/1.1", "Host: shop:" + port)).answer();
        assertThat(answer.body()).isEqualTo("backend");
      }
      assertThat(
              mesh.meters
                  .get("mesh_dns_queries_total")
                  .tags("server", "sidecar", "rcode", "NOERROR", "type", "A")
                  .functionCounter()
                  .count())
          .isPositive();

      mesh.registry.remove("backend");
      await().until(() -> dig(mesh, "shop").contains("status: REFUSED"));
    }
  }

  @Test
  void allOtherNamesAreAskedForElsewhere() throws IOException {
    try (var resolver = new PlayedResolver();
        var mesh = mesh("--dns.forward.upstreams=" + resolver.address());
        var backend = RawUpstream.answering("backend")) {
      var aliases = List.of(new ClientAlias(free(), "shop.demo.local"));
      mesh.registry.serviceCalled("backend", aliases, backend.port());
      var address = resolved(mesh, "shop.demo.local");

      assertThat(value(mesh, "shop.demo.local")).isEqualTo(address.getHostAddress());
      assertThat(resolver.asked).isEmpty();
      assertThat(value(mesh, "www.example")).isEqualTo(PlayedResolver.ADDRESS);
      assertThat(value(mesh, "shop.demo.local.search.example")).isEqualTo(PlayedResolver.ADDRESS);
      assertThat(value(mesh, "i-1.shop.demo.local")).isEqualTo(PlayedResolver.ADDRESS);
      assertThat(dig(mesh, "unknown")).contains("status: NXDOMAIN");
    }
  }

  @Test
  @SuppressWarnings("try") // The port is given up in the middle.
  void aPortThatSomebodyElseHasMakesTheNameFailInsteadOfLeadingPastTheMesh() throws IOException {
    try (var other = new ServerSocket(0);
        var resolver = new PlayedResolver();
        var mesh = mesh("--dns.forward.upstreams=" + resolver.address());
        var backend = RawUpstream.answering("backend")) {
      var aliases = List.of(new ClientAlias(other.getLocalPort(), "shop.demo.local"));
      mesh.registry.serviceCalled("backend", aliases, backend.port());
      await().until(() -> !mesh.virtualNames().statuses().isEmpty());

      assertThat(dig(mesh, "shop.demo.local")).contains("status: SERVFAIL");
      assertThat(resolver.asked).isEmpty();
      other.close();
      var address = resolved(mesh, "shop.demo.local");
      assertThat(value(mesh, "shop.demo.local")).isEqualTo(address.getHostAddress());
    }
  }

  @Test
  void beforeTheCatalogIsKnownOnlyNamesThatMayBeAliasesWait() throws IOException {
    var vertx = Vertx.vertx();
    var node = new NodeContext(vertx, new SimpleMeterRegistry(), new Readiness(), new Drain());
    try (var resolver = new PlayedResolver()) {
      int asking = resolver(node, "--dns.forward.upstreams=" + resolver.address());
      assertThat(dig(asking, "shop")).contains("status: SERVFAIL");
      assertThat(dig(asking, "www.example")).contains("status: NOERROR", PlayedResolver.ADDRESS);
      assertThat(resolver.asked).containsExactly("www.example.");

      int alone = resolver(node, "--dns.resolvConf=");
      assertThat(dig(alone, "www.example")).contains("status: SERVFAIL");
    } finally {
      Mesh.get(vertx.close());
    }
  }

  private static int resolver(NodeContext node, String flag) {
    var settings = ProxySettings.of("--dns.port=0", flag).dns();
    return Mesh.get(HostResolver.deploy(node, settings, "127.0.0.1", 1, new VirtualNames()));
  }

  @Test
  void strangersAreRefused() throws IOException {
    try (var resolver = new PlayedResolver();
        var mesh =
            mesh("--dns.trusted=192.0.2.0/24", "--dns.forward.upstreams=" + resolver.address())) {
      assertThat(dig(mesh, "www.example")).contains("status: REFUSED");
      assertThat(resolver.asked).isEmpty();
    }
  }

  @Test
  void namesResolveUntilTheLastRequestHasBeenCarried() throws Exception {
    var begun = new CountDownLatch(1);
    var mayAnswer = new CountDownLatch(1);
    try (var mesh = mesh();
        var backend =
            new RawUpstream(
                always(
                    c -> {
                      begun.countDown();
                      RawUpstream.await(mayAnswer);
                      c.write(ok("finished"));
                    }))) {
      int port = free();
      var aliases = List.of(new ClientAlias(port, "shop"));
      mesh.registry.serviceCalled("backend", aliases, backend.port());
      var address = resolved(mesh, "shop");
      try (var slow = new RawClient(address, port)) {
        slow.send(head("GET / HTTP/1.1", "Host: shop"));
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();

        var drained = mesh.drain.run();
        assertThat(value(mesh, "shop")).isEqualTo(address.getHostAddress());
        assertThat(drained.isComplete()).isFalse();
        mayAnswer.countDown();
        assertThat(slow.answer().body()).isEqualTo("finished");
        Mesh.get(drained);
      }
      assertThat(dig(mesh, "+time=1", "shop")).contains("connection refused");
    }
  }

  @Test
  void aPortThatIsTakenIsToldWithTheSettingThatChangesIt() throws IOException {
    try (var taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> mesh("--dns.port=" + port).close())
          .hasRootCauseInstanceOf(StartFailure.class)
          .rootCause()
          .hasMessageContaining("sidecar cannot listen on 127.0.0.1 port " + port)
          .hasMessageContaining("set another dns.port");
      assertThatThrownBy(() -> mesh("--dns.host=nobody").close())
          .rootCause()
          .hasMessageContaining("dns.host is 'nobody'");
    }
  }

  @Test
  void theHostsOwnResolversAreAskedUnlessOthersAreSet() throws IOException {
    var file = Files.writeString(folder.resolve("resolv.conf"), "nameserver 192.0.2.1\n");

    try (var mesh = mesh("--dns.resolvConf=" + file)) {
      assertThat(upstreams(mesh)).containsExactly("192.0.2.1:53");
    }
    try (var mesh = mesh("--dns.resolvConf=" + file, "--dns.forward.upstreams=192.0.2.2:54")) {
      assertThat(upstreams(mesh)).containsExactly("192.0.2.2:54");
    }
    try (var mesh = mesh("--dns.resolvConf=" + folder.resolve("none"))) {
      assertThat(upstreams(mesh)).isEmpty();
      assertThat(dig(mesh, "www.example")).contains("status: REFUSED");
    }
  }

  private static List<String> upstreams(Mesh mesh) {
    return mesh.meters.find("mesh_dns_forward_upstream_healthy").gauges().stream()
        .map(gauge -> gauge.getId().getTag("upstream"))
        .toList();
  }
}
