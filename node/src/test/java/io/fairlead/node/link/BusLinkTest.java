package io.fairlead.node.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.ServiceConnectService;
import io.fairlead.catalog.bus.Bus;
import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.BusFailure;
import io.fairlead.catalog.bus.BusRestored;
import io.fairlead.catalog.bus.Lease;
import io.fairlead.catalog.bus.LeaseHolder;
import io.fairlead.catalog.bus.NamespaceRemoved;
import io.fairlead.catalog.bus.Registration;
import io.fairlead.node.Drain;
import io.fairlead.node.NodeContext;
import io.fairlead.node.Readiness;
import io.fairlead.node.StartFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BusLinkTest {
  private static final LeaseHolder HOLDER = new LeaseHolder("demo.local", "backend", "task-1");

  private final Vertx registries = Vertx.vertx();
  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final NodeContext node = new NodeContext(vertx, meters, new Readiness(), new Drain());
  private final List<BusRestored> restored = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    join(node.drain().run());
    join(vertx.close());
    join(registries.close());
  }

  @Test
  void subscribesToEveryEventAndTellsThatTheBusIsRestored() {
    var registry = new StandInRegistry(registries);
    link(registry);

    await().until(() -> restored.equals(List.of(new BusRestored(registry.address()))));
    assertThat(registry.registered)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(BusAddress.values())
                .filter(a -> a.kind() == BusAddress.Kind.EVENT)
                .map(BusAddress::address)
                .toList());
    assertThat(node.readiness().missing()).isEmpty();
    assertThat(meters.get("mesh_link_connected").gauge().value()).isEqualTo(1);
  }

  @Test
  void itSaysWhatItIsOnEveryConnection() {
    var registry = new StandInRegistry(registries);
    link(registry);
    awaitLinks(1);
    registry.sockets.forEach(NetSocket::close);
    awaitLinks(2);

    assertThat(registry.roles).containsExactly("sidecar", "sidecar");
  }

  @Test
  void aRegistryNodeThatRefusesTheRoleIsLeftForAnother() {
    var strict = new StandInRegistry(registries);
    strict.onHello = socket -> StandInRegistry.refuse(socket, new JsonObject(), "", 400, "role");
    strict.answersPings = false;
    strict.onHello = strict.onHello.andThen(NetSocket::close);
    var other = new StandInRegistry(registries);
    link(strict, other);

    await().until(() -> restored.contains(new BusRestored(other.address())));
    assertThat(restored).doesNotContain(new BusRestored(strict.address()));
  }

  @Test
  void eventsOfTheRegistryArriveOnTheLocalBus() {
    var registry = new StandInRegistry(registries);
    List<NamespaceRemoved> events = new CopyOnWriteArrayList<>();
    bus.listen(BusAddress.NAMESPACE_REMOVED, NamespaceRemoved.class, events::add);
    link(registry);
    awaitLinks(1);

    registry.publish(
        BusAddress.NAMESPACE_REMOVED.address(),
        new JsonObject().put("namespaceId", "ns-1").put("revision", 7L));

    await().until(() -> events.equals(List.of(new NamespaceRemoved("ns-1", 7))));
  }

  @Test
  void addressesThatAreNoEventsAreNotRepublished() {
    var registry = new StandInRegistry(registries);
    List<Object> received = new CopyOnWriteArrayList<>();
    vertx.eventBus().consumer("something.else", m -> received.add(m.body()));
    List<NamespaceRemoved> events = new CopyOnWriteArrayList<>();
    bus.listen(BusAddress.NAMESPACE_REMOVED, NamespaceRemoved.class, events::add);
    link(registry);
    awaitLinks(1);

    registry.publish("something.else", new JsonObject());
    registry.publish(
        BusAddress.NAMESPACE_REMOVED.address(),
        new JsonObject().put("namespaceId", "ns-1").put("revision", 7L));

    await().until(() -> !events.isEmpty());
    assertThat(received).isEmpty();
  }

  @Test
  void requestsAreAnsweredByTheRegistry() {
    var registry = new StandInRegistry(registries);
    registry.onSend =
        (socket, frame) -> {
          assertThat(frame.getJsonObject("body").mapTo(LeaseHolder.class)).isEqualTo(HOLDER);
          StandInRegistry.reply(
              socket,
              frame,
              new JsonObject().put("serviceId", "srv-1").put("revision", 3).put("leaseMillis", 9));
        };
    link(registry);
    awaitLinks(1);

    assertThat(join(renew())).isEqualTo(new Lease("srv-1", 3, 9));
  }

  @Test
  void refusalsKeepTheirCodeAndSentence() {
    var registry = new StandInRegistry(registries);
    registry.onSend =
        (socket, frame) ->
            StandInRegistry.refuse(
                socket, frame, "RECIPIENT_FAILURE", BusFailure.NOT_FOUND, "no lease of task-1");
    link(registry);
    awaitLinks(1);

    assertFails(renew(), BusFailure.NOT_FOUND, "no lease of task-1");
  }

  @Test
  void aRegistryWithoutTheConsumerIsUnavailable() {
    var registry = new StandInRegistry(registries);
    registry.onSend =
        (socket, frame) ->
            StandInRegistry.refuse(socket, frame, "NO_HANDLERS", -1, "No handlers for address");
    link(registry);
    awaitLinks(1);

    assertFails(renew(), BusFailure.UNAVAILABLE, "No handlers");
  }

  @Test
  void withoutARegistryRequestsFailAtOnceAndSayWhoWasTried() {
    var gone = new StandInRegistry(registries);
    gone.die();
    link(gone);

    assertFails(renew(), BusFailure.UNAVAILABLE, gone.address());
    assertThat(node.readiness().missing()).containsExactly("link");
  }

  @Test
  void theSecondRegistryTakesOverWhenTheFirstDies() {
    var one = new StandInRegistry(registries);
    var other = new StandInRegistry(registries);
    link(one, other);
    awaitLinks(1);
    var first = one.sockets.isEmpty() ? other : one;
    var second = first == one ? other : one;

    first.die();

    awaitLinks(2);
    assertThat(restored.get(1).registry()).isEqualTo(second.address());
    assertThat(node.readiness().missing()).isEmpty();
    assertThat(meters.get("mesh_link_reconnects_total").counter().count()).isEqualTo(1);
  }

  @Test
  void anOutageDoesNotEndReadinessAndTheLinkComesBack() {
    var registry = new StandInRegistry(registries);
    int port = registry.port();
    link(registry);
    awaitLinks(1);

    registry.die();
    await().until(() -> meters.get("mesh_link_connected").gauge().value() == 0);
    assertThat(node.readiness().missing()).isEmpty();
    new StandInRegistry(registries, port);

    awaitLinks(2);
  }

  @Test
  void pendingRequestsFailWhenTheLinkBreaks() {
    var registry = new StandInRegistry(registries);
    registry.onSend = (socket, frame) -> socket.close();
    link(registry);
    awaitLinks(1);

    assertFails(renew(), BusFailure.UNAVAILABLE, "broke before the answer");
  }

  @Test
  void pendingRequestsAreBounded() {
    var registry = new StandInRegistry(registries);
    var arrived = new AtomicInteger();
    registry.onSend = (socket, frame) -> arrived.incrementAndGet();
    link(settings(List.of(registry.address()), 2));
    awaitLinks(1);

    var renewals = IntStream.range(0, 3).mapToObj(i -> renew()).toList();

    assertFails(renewals.get(2), BusFailure.UNAVAILABLE, "link.pendingMax");
    await().until(() -> arrived.get() == 2);
    assertThat(meters.get("mesh_link_pending_requests").gauge().value()).isEqualTo(2);
  }

  @Test
  void aSilentRegistryIsLeftForAnother() {
    var registry = new StandInRegistry(registries);
    link(settings(List.of(registry.address()), 100, Duration.ofMillis(100)));
    awaitLinks(1);

    registry.answersPings = false;
    await().until(() -> meters.get("mesh_link_connected").gauge().value() == 0);
    registry.answersPings = true;

    awaitLinks(2);
  }

  @Test
  void aRegistryThatAcceptsButDoesNotAnswerIsNoLink() {
    var hung = new StandInRegistry(registries);
    hung.answersPings = false;
    var well = new StandInRegistry(registries);
    link(settings(List.of(hung.address(), well.address()), 100, Duration.ofMillis(500)));

    awaitLinks(1);
    assertThat(restored.get(0).registry()).isEqualTo(well.address());
  }

  @Test
  void aRegistryThatDoesNotReadIsSparedFurtherRequestsAndLeft() {
    var registry = new StandInRegistry(registries);
    link(settings(List.of(registry.address()), 100, Duration.ofMillis(500)));
    awaitLinks(1);
    registry.sockets.forEach(NetSocket::pause);

    var requests = IntStream.range(0, 100).mapToObj(i -> register("x".repeat(1 << 18))).toList();

    assertFails(requests.get(99), BusFailure.UNAVAILABLE, "does not keep up");
    assertFails(requests.get(0), BusFailure.UNAVAILABLE, "broke before the answer");
  }

  @Test
  void aRequestThatNoFrameCanHoldIsInvalid() {
    var registry = new StandInRegistry(registries);
    link(registry);
    awaitLinks(1);

    assertFails(register("x".repeat(1 << 20)), BusFailure.INVALID, "expected: at most");
    assertThat(registry.accepted).hasValue(1);
  }

  @Test
  void nonsenseFromTheRegistryClosesTheLink() {
    var registry = new StandInRegistry(registries);
    link(registry);
    awaitLinks(1);

    registry.sockets.forEach(s -> s.write("\u007f\u007f\u007f\u007f"));

    awaitLinks(2);
  }

  @Test
  void drainClosesTheConnectionForGood() {
    var registry = new StandInRegistry(registries);
    link(registry);
    awaitLinks(1);

    join(node.drain().run());

    await().until(registry.sockets::isEmpty);
    assertThat(registry.accepted).hasValue(1);
  }

  @Test
  void anAddressWithoutAPortIsRefused() {
    assertThatThrownBy(
            () -> join(BusLink.deploy(node, settings(List.of("registry-1"), 9), LinkRole.READER)))
        .hasCauseInstanceOf(StartFailure.class)
        .hasMessageContaining("registry-1")
        .hasMessageContaining("host:port");
  }

  private Future<Lease> renew() {
    return bus.request(BusAddress.RENEW, HOLDER, Lease.class, 5_000);
  }

  private Future<Lease> register(String note) {
    var registration =
        new Registration(
            "demo.local",
            new ServiceConnectService("http", null, null, null, null),
            "task-1",
            Map.of("note", note),
            HealthStatus.HEALTHY,
            10_000);
    return bus.request(BusAddress.REGISTER, registration, Lease.class, 10_000);
  }

  private void link(StandInRegistry... to) {
    link(settings(Arrays.stream(to).map(StandInRegistry::address).toList(), 100));
  }

  private void link(LinkSettings settings) {
    bus.listen(BusAddress.BUS_RESTORED, BusRestored.class, restored::add);
    join(BusLink.deploy(node, settings, LinkRole.SIDECAR));
  }

  private void awaitLinks(int count) {
    await().until(() -> restored.size() >= count);
  }

  private static LinkSettings settings(List<String> addresses, int pendingMax) {
    return settings(addresses, pendingMax, Duration.ofSeconds(5));
  }

  /** With short times a busy machine would lose links of its own accord. */
  private static LinkSettings settings(List<String> addresses, int pendingMax, Duration patience) {
    return new LinkSettings(
        addresses,
        Duration.ofMillis(5),
        Duration.ofMillis(50),
        patience,
        patience,
        pendingMax,
        1 << 20,
        1 << 16,
        16 << 20);
  }

  private static void assertFails(Future<?> request, int code, String reason) {
    assertThatThrownBy(() -> join(request))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            ReplyException.class, e -> assertThat(e.failureCode()).isEqualTo(code))
        .hasMessageContaining(reason);
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
