package io.fairlead.registry.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.bus.Bus;
import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.EndpointsChanged;
import io.fairlead.catalog.bus.SnapshotPage;
import io.fairlead.catalog.bus.SnapshotRequest;
import io.fairlead.catalog.view.CatalogReader;
import io.fairlead.catalog.view.ReaderSettings;
import io.fairlead.node.Drain;
import io.fairlead.node.NodeContext;
import io.fairlead.node.Readiness;
import io.fairlead.node.link.BusLink;
import io.fairlead.node.link.LinkRole;
import io.fairlead.node.link.LinkSettings;
import io.fairlead.node.settings.SettingsReader;
import io.fairlead.registry.Samples;
import io.fairlead.registry.Wait;
import io.fairlead.registry.link.LinkObserver.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ends that do not read, or send too much: what they cost is bounded, what they missed comes. */
@ExtendWith(VertxExtension.class)
class SlowLinkTest {
  private static final String EVENT = BusAddress.ENDPOINTS_CHANGED.address();
  private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);
  private static final int QUEUED_MAX = 256 << 10;
  private static final Duration WAIT = Duration.ofSeconds(30);

  private final CountedLinks counted = new CountedLinks();
  private Vertx vertx;
  private int port;

  @BeforeEach
  void remember(Vertx started) {
    vertx = started;
  }

  private void listen(String... flags) {
    port = Wait.of(new LinkServer(vertx, CountedLinks.settings(flags), counted).listen());
  }

  private LinkClient listener() {
    var client = new LinkClient(vertx, port).hello("dns");
    client.say("register", EVENT, null, null);
    client.settle();
    return client;
  }

  private void deafListener() {
    listener().socket.pause();
  }

  private void flood() {
    var body = new JsonObject().put("text", "x".repeat(8 << 10));
    for (int i = 0; i < 50; i++) {
      vertx.eventBus().publish(EVENT, body, LOCAL);
    }
  }

  private boolean someLinkWasTooSlow() {
    return counted.ended.containsKey(Reason.SLOW);
  }

  /** Does this every few milliseconds until it has come to that. */
  private static void repeat(Runnable work, BooleanSupplier until) {
    await()
        .atMost(WAIT)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              work.run();
              return until.getAsBoolean();
            });
  }

  @Test
  void whatWaitsForADeafLinkIsBoundedInBytes() {
    listen("--queuedBytesMax=" + QUEUED_MAX);
    deafListener();

    repeat(this::flood, this::someLinkWasTooSlow);

    assertThat(counted.queuedMost.get()).isBetween(QUEUED_MAX / 2L, (long) QUEUED_MAX);
    await().untilAtomic(counted.queued, org.hamcrest.Matchers.is(0L));
  }

  @Test
  void whatWaitsForADeafLinkIsBoundedInFrames() {
    listen("--queuedBytesMax=1073741824", "--queuedFramesMax=64");
    deafListener();

    repeat(this::flood, this::someLinkWasTooSlow);

    assertThat(counted.queuedMost.get()).isLessThanOrEqualTo(64L * (9 << 10));
  }

  @Test
  void whatWaitsForAllDeafLinksTogetherIsBounded() {
    listen("--queuedBytesTotalMax=" + QUEUED_MAX);
    var deaf = IntStream.range(0, 10).mapToObj(i -> listener()).toList();
    deaf.forEach(d -> d.socket.pause());

    repeat(this::flood, () -> counted.open.get() == 0);

    assertThat(counted.ended.get(Reason.SLOW)).hasValue(10);
    assertThat(counted.queuedMost.get())
        .as("each link may have one frame too many")
        .isLessThanOrEqualTo(QUEUED_MAX + 11 * (9 << 10));
  }

  @Test
  void requestsThatWaitAreBoundedInBytes() {
    listen("--pendingBytesMax=10000");
    vertx.eventBus().localConsumer(BusAddress.SNAPSHOT.address(), (Message<JsonObject> m) -> {});
    var client = new LinkClient(vertx, port).hello("dns");
    var body = new JsonObject().put("text", "x".repeat(6_000));

    client.say("send", BusAddress.SNAPSHOT.address(), "first", body);
    client.say("send", BusAddress.SNAPSHOT.address(), "second", body);

    assertThat(client.awaitFrame("err").getString("address")).isEqualTo("second");
    await().until(() -> client.count("err") == 2);
    client.say("send", BusAddress.SNAPSHOT.address(), "third", body);
    await().until(() -> client.count("err") == 3);
    assertThat(client.frames("err").get(2).getString("failureType")).isEqualTo("TIMEOUT");
  }

  @Test
  void whoSendsTooManyFramesIsReadMoreSlowlyAndLosesNothing() {
    listen("--framesPerSecondMax=4000");
    var client = new LinkClient(vertx, port).hello("dns");
    long begun = System.nanoTime();

    for (int i = 0; i < 10_000; i++) {
      client.say("ping", null, null, null);
    }

    await().until(() -> client.count("pong") == 10_000);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .as("10 000 at once, less a second's worth and what one read may take on credit")
        .isGreaterThan(Duration.ofMillis(500));
    assertThat(counted.throttled.get()).isPositive();
    assertThat(client.closed).isFalse();
  }

  /** What a registry node knows, told as one does. */
  private final class Registry {
    final Map<String, ServiceEndpoints> services = new ConcurrentHashMap<>();
    final AtomicInteger snapshots = new AtomicInteger();
    final Bus bus = new Bus(vertx);

    Registry() {
      bus.answer(BusAddress.SNAPSHOT, SnapshotRequest.class, q -> Future.succeededFuture(all()));
    }

    SnapshotPage all() {
      snapshots.incrementAndGet();
      var known = List.copyOf(services.values());
      long revision = known.stream().mapToLong(ServiceEndpoints::revision).max().orElse(0);
      return new SnapshotPage(false, true, revision, revision, List.of(), known, null);
    }

    void change(String id, long revision, String... instances) {
      var endpoints = Stream.of(instances).map(Samples::instance).map(Endpoint::of).toList();
      var service = new ServiceEndpoints("prod", Samples.service("prod", id), revision, endpoints);
      services.put(id, service);
      bus.publishHere(BusAddress.ENDPOINTS_CHANGED, new EndpointsChanged(service, true));
    }
  }

  /** A way between the two ends that stops carrying towards the reader when told so. */
  private final class Pipe {
    final Set<NetSocket> towardsReaders = ConcurrentHashMap.newKeySet();
    final AtomicInteger made = new AtomicInteger();
    final int at;

    Pipe() {
      var client = vertx.createNetClient();
      var server =
          vertx
              .createNetServer()
              .connectHandler(
                  reader -> {
                    made.incrementAndGet();
                    reader.pause();
                    client.connect(port, "127.0.0.1").onSuccess(to -> join(reader, to));
                  });
      at = Wait.of(server.listen(0, "127.0.0.1")).actualPort();
    }

    private void join(NetSocket reader, NetSocket registry) {
      towardsReaders.add(registry);
      registry.handler(reader::write);
      reader.handler(registry::write);
      registry.closeHandler(v -> reader.close());
      reader.closeHandler(v -> registry.close());
      reader.resume();
    }

    void clog() {
      towardsReaders.forEach(NetSocket::pause);
    }

    void clear() {
      towardsReaders.forEach(NetSocket::resume);
    }
  }

  @Test
  void aReaderThatWasCutOffForBeingSlowComesBackAndKnowsEverything() {
    listen("--queuedBytesMax=" + QUEUED_MAX);
    var registry = new Registry();
    var pipe = new Pipe();
    var remote = Vertx.vertx();
    try {
      var node = new NodeContext(remote, new SimpleMeterRegistry(), new Readiness(), new Drain());
      var reader = new CatalogReader(remote, ReaderSettings.defaults());
      var flags = List.of("--registries=127.0.0.1:" + pipe.at, "--pingInterval=60s");
      Wait.of(
          BusLink.deploy(
              node, SettingsReader.read(LinkSettings.class, flags, Map.of()), LinkRole.DNS));
      reader.start();
      registry.change("srv-0", 1, "a");
      await().until(() -> reader.state().services().size() == 1);

      pipe.clog();
      int[] revision = {1};
      repeat(
          () -> {
            for (int i = 0; i < 200; i++) {
              registry.change("srv-" + i, ++revision[0], "a", "b", "c", "d", "e", "f");
            }
          },
          this::someLinkWasTooSlow);

      pipe.clear();
      await()
          .atMost(WAIT)
          .untilAsserted(
              () ->
                  assertThat(reader.state().services())
                      .containsExactlyInAnyOrderElementsOf(registry.services.values()));
      assertThat(pipe.made.get()).isGreaterThan(1);
      assertThat(registry.snapshots.get()).isGreaterThan(1);
      assertThat(counted.queuedMost.get()).isLessThanOrEqualTo(QUEUED_MAX);
    } finally {
      Wait.of(remote.close());
    }
  }
}
