package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.ClientAlias;
import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.bus.Bus;
import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.BusRestored;
import io.fairlead.node.StartFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A sidecar beside an application: ingress, health, lease, drain. */
class TaskSidecarTest {
  private static String[] offering(int containerPort, String... more) {
    var service =
        new JsonObject()
            .put("portName", "http")
            .put("discoveryName", "backend")
            .put("containerPort", containerPort)
            .put(
                "clientAliases",
                new JsonArray().add(new JsonObject().put("port", 8080).put("dnsName", "backend")))
            .put("check", new JsonObject().put("interval", "100ms").put("startInterval", "20ms"));
    var flags =
        new String[] {
          "--task.namespace=demo.local",
          "--task.id=task-1",
          "--services=" + new JsonArray().add(service).encode(),
          "--lease.renew=100ms",
          "--lease.restoredJitter=0s",
          "--limits.eventLoops=1"
        };
    var all = java.util.Arrays.copyOf(flags, flags.length + more.length);
    System.arraycopy(more, 0, all, flags.length, more.length);
    return all;
  }

  private static int unused() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Also answers the checks, which only connect. */
  private static RawUpstream application(String body) throws IOException {
    return RawUpstream.answering(body);
  }

  @Test
  void theTaskIsRegisteredOnceItsApplicationIsHealthy() throws Exception {
    int port = unused();
    try (var mesh =
        Mesh.with(
            offering(
                port,
                "--task.availabilityZone=zone-a",
                "--task.attributes={\"version\":\"v2\"}"))) {
      var quiet = new CompletableFuture<Void>();
      mesh.vertx.setTimer(300, t -> quiet.complete(null));
      quiet.get(5, TimeUnit.SECONDS);
      assertThat(mesh.registry.asked).isEmpty();

      try (var application = new RawUpstream(port, c -> c.read())) {
        await().until(() -> mesh.registry.asked.contains("REGISTER HEALTHY"));
        var registration = mesh.registry.registrations.get(0);

        assertThat(registration.namespace()).isEqualTo("demo.local");
        assertThat(registration.instanceId()).isEqualTo("task-1");
        assertThat(registration.leaseMillis()).isEqualTo(10_000);
        assertThat(registration.service().discoveryName()).isEqualTo("backend");
        assertThat(registration.service().clientAliases())
            .containsExactly(new ClientAlias(8080, "backend"));
        assertThat(registration.attributes())
            .containsEntry("AVAILABILITY_ZONE", "zone-a")
            .containsEntry("version", "v2")
            .containsEntry("AWS_INSTANCE_IPV4", "127.0.0.1")
            .containsEntry("AWS_INSTANCE_PORT", Integer.toString(application.port()))
            .containsEntry(
                "FAIRLEAD_INGRESS_PORT",
                Integer.toString(mesh.sidecar.ingressPorts().get("backend")));
        await().until(() -> mesh.registry.asked.contains("RENEW"));
      }
    }
  }

  @Test
  void aTaskThatOffersNothingRegistersNothing() {
    try (var mesh = Mesh.with("--task.namespace=demo.local")) {
      Mesh.get(mesh.drain.run());

      assertThat(mesh.registry.asked).isEmpty();
    }
  }

  @Test
  void healthIsToldWhenItChanges() throws Exception {
    int port = unused();
    try (var mesh = Mesh.with(offering(port))) {
      var application = new RawUpstream(port, c -> c.read());
      await().until(() -> mesh.registry.asked.contains("REGISTER HEALTHY"));

      application.kill();
      await().until(() -> mesh.registry.asked.contains("REGISTER UNHEALTHY"));

      try (var again = new RawUpstream(port, c -> c.read())) {
        await()
            .until(
                () ->
                    mesh.registry
                            .registrations
                            .get(mesh.registry.registrations.size() - 1)
                            .healthStatus()
                        == HealthStatus.HEALTHY);
        assertThat(again.port()).isEqualTo(port);
      }
    }
  }

  @Test
  void theRoutesPageTellsWhatTheChecksSay() throws Exception {
    int port = unused();
    try (var mesh = Mesh.with(offering(port))) {
      await()
          .until(
              () -> check(mesh).startsWith("not healthy yet: ") && check(mesh).contains("" + port));
      var application = new RawUpstream(port, c -> c.read());
      await().until(() -> check(mesh).equals("healthy"));

      application.kill();
      await().until(() -> check(mesh).startsWith("unhealthy: "));
    }
  }

  private static String check(Mesh mesh) {
    return mesh.sidecar.page().getJsonObject("checks").getString("backend");
  }

  @Test
  void aForgottenLeaseIsTakenAnew() throws Exception {
    try (var application = application("x");
        var mesh = Mesh.with(offering(application.port()))) {
      await().until(() -> mesh.registry.asked.contains("RENEW"));

      mesh.registry.remembers = false;

      await().until(() -> mesh.registry.registrations.size() == 2);
      int renewal = mesh.registry.asked.lastIndexOf("REGISTER HEALTHY") - 1;
      assertThat(mesh.registry.asked.get(renewal)).isEqualTo("RENEW");
    }
  }

  @Test
  void aRegistrationIsTriedUntilItIsAccepted() throws Exception {
    try (var application = application("x");
        var mesh = Mesh.with(offering(application.port(), "--lease.retryMin=20ms"))) {
      await().until(() -> mesh.registry.asked.contains("REGISTER HEALTHY"));
      mesh.registry.available = false;
      mesh.registry.remembers = false;
      mesh.registry.asked.clear();
      await().until(() -> mesh.registry.refused.get() > 3);

      mesh.registry.available = true;

      await().until(() -> mesh.registry.asked.contains("REGISTER HEALTHY"));
    }
  }

  @Test
  void leasesAreRenewedAtOnceWhenTheRegistryIsBack() throws Exception {
    try (var application = application("x");
        var mesh = Mesh.with(offering(application.port(), "--lease.renew=5s"))) {
      await().until(() -> !mesh.registry.asked.isEmpty());
      mesh.registry.asked.clear();

      new Bus(mesh.vertx).publish(BusAddress.BUS_RESTORED, new BusRestored("registry-2"));

      await().atMost(Duration.ofSeconds(2)).until(() -> mesh.registry.asked.contains("RENEW"));
    }
  }

  @Test
  void ingressHandsRequestsToTheApplication() throws Exception {
    try (var application =
            new RawUpstream(
                c -> {
                  while (c.readHead() != null) {
                    c.write(
                        head("HTTP/1.1 200 OK", "x-fairlead-never-sent: true", "Content-Length: 2")
                            + "me");
                  }
                });
        var mesh = Mesh.with(offering(application.port()));
        var client = new RawClient(mesh.sidecar.ingressPorts().get("backend"))) {
      client.send(
          head(
              "GET /x HTTP/1.1",
              "Host: whoever:99",
              "X-Forwarded-For: 10.0.0.9",
              "X-Request-Id: abc"));
      var answer = client.answer();

      assertThat(answer.body()).isEqualTo("me");
      assertThat(answer.header("x-fairlead-never-sent"))
          .as("an application cannot speak for a sidecar")
          .isNull();
      assertThat(application.heads).last().asString().startsWith("GET /x HTTP/1.1\r\n");
      assertThat(application.heads.get(application.heads.size() - 1).toLowerCase(Locale.ROOT))
          .contains("host: whoever:99")
          .contains("x-forwarded-for: 10.0.0.9, 127.0.0.1")
          .contains("x-forwarded-proto: http")
          .contains("x-request-id: abc");
    }
  }

  @Test
  void ingressSaysWhenTheApplicationNeverSawARequest() throws Exception {
    try (var mesh = Mesh.with(offering(unused()));
        var client = new RawClient(mesh.sidecar.ingressPorts().get("backend"))) {
      var answer =
          client.send(head("POST / HTTP/1.1", "Host: backend", "Content-Length: 0")).answer();

      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.header("x-fairlead-failure")).isEqualTo("ConnectFailed");
      assertThat(answer.header("x-fairlead-never-sent")).isEqualTo("true");
    }
  }

  @Test
  void ingressNeverRepeatsWhatTheApplicationMayHaveSeen() throws Exception {
    try (var application =
            new RawUpstream(
                c -> {
                  while (c.readHead() != null) {
                    c.write(head("HTTP/1.1 503 Service Unavailable", "Content-Length: 0"));
                  }
                });
        var mesh = Mesh.with(offering(application.port()))) {
      int port = mesh.sidecar.ingressPorts().get("backend");

      assertThat(RawClient.get(port, "backend", "/").status()).isEqualTo(503);
      assertThat(application.heads).hasSize(1);
    }
  }

  @Test
  void twoSidecarsCarryACall() throws Exception {
    try (var application = application("hello");
        var callee = Mesh.with(offering(application.port()));
        var caller = Mesh.with()) {
      int ingress = callee.sidecar.ingressPorts().get("backend");
      caller.registry.serviceBehindSidecars("backend", ingress);
      caller.awaitPorts("backend", ingress);

      assertThat(caller.get("backend:8080", "/").body()).isEqualTo("hello");
    }
  }

  @Test
  void drainLeavesBeforeItClosesAndFinishesWhatRuns() throws Exception {
    var begun = new CountDownLatch(1);
    var mayAnswer = new CountDownLatch(1);
    try (var application =
            new RawUpstream(
                c -> {
                  while (c.readHead() != null) {
                    begun.countDown();
                    RawUpstream.await(mayAnswer);
                    c.write(ok("finished"));
                  }
                });
        var mesh = Mesh.with(offering(application.port(), "--drain.propagation=500ms"))) {
      await().until(() -> mesh.registry.asked.contains("REGISTER HEALTHY"));
      int port = mesh.sidecar.ingressPorts().get("backend");
      try (var slow = new RawClient(port)) {
        slow.send(head("GET / HTTP/1.1", "Host: backend"));
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();

        var drained = mesh.drain.run();
        await().until(() -> mesh.registry.asked.contains("DEREGISTER"));
        try (var late = new RawClient(port)) {
          assertThat(late).as("others may not have heard of it yet").isNotNull();
        }
        await().until(() -> refuses(port));
        assertThat(drained.isComplete()).isFalse();
        mayAnswer.countDown();
        var answer = slow.answer();

        assertThat(answer.body()).isEqualTo("finished");
        assertThat(answer.header("connection")).isEqualTo("close");
        assertThat(slow.ending()).isEqualTo("closed");
        Mesh.get(drained);
        await().until(() -> refuses(mesh.port()));
        assertThat(mesh.registry.asked).last().isEqualTo("DEREGISTER");
      }
    }
  }

  private static boolean refuses(int port) {
    try (var client = new RawClient(port)) {
      return client == null;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void aTakenPortIsToldClearly() throws IOException {
    try (var holder = RawUpstream.answering("x")) {
      assertThatThrownBy(() -> Mesh.with("--egress.port=" + holder.port()))
          .rootCause()
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("egress cannot listen on 127.0.0.1 port " + holder.port())
          .hasMessageContaining("egress.port");
    }
  }

  @Test
  void anIngressPortThatIsTheApplicationsIsToldClearly() {
    assertThatThrownBy(() -> Mesh.with(offering(15_555, "--ingress.port=15555")))
        .rootCause()
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("ingress backend cannot have 127.0.0.1:15555")
        .hasMessageContaining("the application of backend has it");
  }

  @Test
  void theRoutesPageShowsWhereRequestsGo() throws Exception {
    try (var mesh = Mesh.with("--task.namespace=demo.local");
        var backend = RawUpstream.answering("x")) {
      mesh.service("backend", backend.port());

      var page = mesh.sidecar.page();

      assertThat(page.getBoolean("complete")).isTrue();
      var route = page.getJsonArray("routes").getJsonObject(0);
      assertThat(route.getString("service")).isEqualTo("backend.demo.local");
      assertThat(route.getJsonArray("endpoints").getJsonObject(0).getString("address"))
          .isEqualTo("127.0.0.1:" + backend.port());
    }
  }
}
