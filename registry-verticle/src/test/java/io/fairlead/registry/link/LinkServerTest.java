package io.fairlead.registry.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.BusFailure;
import io.fairlead.node.StartFailure;
import io.fairlead.node.link.LinkFrame;
import io.fairlead.registry.Wait;
import io.fairlead.registry.link.LinkObserver.Reason;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class LinkServerTest implements LinkObserver {
  private static final String EVENT = BusAddress.ENDPOINTS_CHANGED.address();
  private static final String REQUEST = BusAddress.SNAPSHOT.address();
  private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicInteger deliveries = new AtomicInteger();
  private final Map<Reason, AtomicInteger> ended = new ConcurrentHashMap<>();
  private final List<NetClient> clients = new ArrayList<>();

  private Vertx vertx;
  private LinkServer server;
  private int port;

  @Override
  public void opened() {
    open.incrementAndGet();
  }

  @Override
  public void closed(Reason reason) {
    open.decrementAndGet();
    ended.computeIfAbsent(reason, r -> new AtomicInteger()).incrementAndGet();
  }

  @Override
  public void received() {}

  @Override
  public void delivered(int links) {
    deliveries.addAndGet(links);
  }

  @Override
  public void refused() {
    refusals.incrementAndGet();
  }

  /** A client that keeps what it gets. */
  private final class Client {
    final List<JsonObject> got = new CopyOnWriteArrayList<>();
    final NetSocket socket;
    volatile boolean closed;

    Client() {
      var client = vertx.createNetClient();
      clients.add(client);
      socket = Wait.of(client.connect(port, "127.0.0.1").map(this::listening));
    }

    /** On the socket's event loop: a server that closes at once must not be faster. */
    private NetSocket listening(NetSocket connected) {
      connected.closeHandler(v -> closed = true);
      return connected.handler(LinkFrame.parser(64 << 20, got::add, reason -> {}));
    }

    void say(String type, String address, String replyAddress, Object body) {
      var frame = new JsonObject().put("type", type);
      if (address != null) {
        frame.put("address", address);
      }
      if (replyAddress != null) {
        frame.put("replyAddress", replyAddress);
      }
      socket.write(LinkFrame.encode(frame.put("body", body)));
    }

    /** Done when the server has read everything that was said before. */
    void settle() {
      int before = pongs();
      say("ping", null, null, null);
      await().until(() -> pongs() > before);
    }

    private int pongs() {
      return (int) got.stream().filter(f -> "pong".equals(f.getString("type"))).count();
    }

    JsonObject awaitFrame(String type) {
      await().until(() -> got.stream().anyMatch(f -> type.equals(f.getString("type"))));
      return got.stream().filter(f -> type.equals(f.getString("type"))).findFirst().orElseThrow();
    }
  }

  @BeforeEach
  void remember(Vertx started) {
    vertx = started;
  }

  private void listen(int linksMax, int queuedBytesMax, Duration idle) {
    var settings =
        new LinkServerSettings(
            "127.0.0.1", 0, linksMax, 1 << 20, queuedBytesMax, 2, Duration.ofSeconds(1), idle);
    server = new LinkServer(vertx, settings, this);
    port = Wait.of(server.listen());
  }

  private void listen() {
    listen(100, 4 << 20, Duration.ofSeconds(15));
  }

  private void publish(String body) {
    vertx.eventBus().publish(EVENT, new JsonObject().put("text", body), LOCAL);
  }

  @Test
  void anEventReachesEveryLinkThatListensAndNoOther() {
    listen();
    var first = new Client();
    var second = new Client();
    var deaf = new Client();
    first.say("register", EVENT, null, null);
    first.say("register", EVENT, null, null);
    second.say("register", EVENT, null, null);
    List.of(first, second, deaf).forEach(Client::settle);
    publish("hello");
    assertThat(first.awaitFrame("message").getString("address")).isEqualTo(EVENT);
    assertThat(second.awaitFrame("message").getJsonObject("body").getString("text"))
        .isEqualTo("hello");
    assertThat(deliveries).as("registered twice, told once").hasValue(2);
    second.say("unregister", EVENT, null, null);
    second.settle();
    publish("again");
    await().untilAtomic(deliveries, org.hamcrest.Matchers.is(3));
    deaf.settle();
    assertThat(deaf.got).allMatch(f -> f.getString("type").equals("pong"));
  }

  @Test
  void aRequestIsAnsweredAtItsReplyAddress() {
    listen();
    vertx
        .eventBus()
        .localConsumer(REQUEST, (Message<JsonObject> m) -> m.reply(m.body().put("ok", true)));
    var client = new Client();
    client.say("send", REQUEST, "reply-1", new JsonObject().put("q", 1));
    var answer = client.awaitFrame("message");
    assertThat(answer.getString("address")).isEqualTo("reply-1");
    assertThat(answer.getJsonObject("body")).isEqualTo(new JsonObject("{\"q\":1,\"ok\":true}"));
  }

  @Test
  void aFailureKeepsItsCode() {
    listen();
    vertx
        .eventBus()
        .localConsumer(
            REQUEST, (Message<JsonObject> m) -> m.fail(BusFailure.NOT_FOUND, "no such thing"));
    var client = new Client();
    client.say("send", REQUEST, "reply-1", new JsonObject());
    var failure = client.awaitFrame("err");
    assertThat(failure.getString("address")).isEqualTo("reply-1");
    assertThat(failure.getInteger("failureCode")).isEqualTo(BusFailure.NOT_FOUND);
    assertThat(failure.getString("failureType")).isEqualTo("RECIPIENT_FAILURE");
    assertThat(failure.getString("message")).isEqualTo("no such thing");
  }

  @Test
  void whatNobodyAnswersFailsAtOnce() {
    listen();
    var client = new Client();
    client.say("send", REQUEST, "reply-1", new JsonObject());
    assertThat(client.awaitFrame("err").getString("failureType")).isEqualTo("NO_HANDLERS");
  }

  @Test
  void onlyDeclaredAddressesCanBeReached() {
    listen();
    List<Object> leaked = new CopyOnWriteArrayList<>();
    vertx.eventBus().consumer("secret", (Message<Object> m) -> leaked.add(m.body()));
    vertx.eventBus().consumer(EVENT, (Message<Object> m) -> leaked.add(m.body()));
    var client = new Client();
    client.say("register", "secret", null, null);
    client.say("register", REQUEST, null, null);
    client.say("register", BusAddress.BUS_RESTORED.address(), null, null);
    client.say("send", "secret", "reply-1", new JsonObject());
    client.say("send", EVENT, "reply-2", new JsonObject());
    client.say("publish", EVENT, null, new JsonObject());
    client.say("publish", REQUEST, null, new JsonObject());
    client.settle();
    assertThat(client.got)
        .filteredOn(f -> f.getString("type").equals("err"))
        .hasSize(7)
        .allMatch(f -> f.getInteger("failureCode") == 403)
        .allMatch(f -> f.getString("message").equals("access_denied"))
        .extracting(f -> f.getString("address"))
        .contains("secret", "reply-1", "reply-2");
    assertThat(refusals).hasValue(7);
    assertThat(leaked).isEmpty();
  }

  @Test
  void nonsenseIsRefusedAndTheLinkStaysUsable() {
    listen();
    var client = new Client();
    client.say("dance", EVENT, null, null);
    client.say("send", REQUEST, "reply-1", "no object");
    client.socket.write(LinkFrame.encode(new JsonObject()));
    client.socket.write(LinkFrame.encode(new JsonObject().put("type", 7)));
    client.settle();
    assertThat(client.got).filteredOn(f -> f.getString("type").equals("err")).hasSize(4);
    assertThat(client.closed).isFalse();
  }

  @Test
  void whatIsNoFrameEndsTheLink() {
    listen();
    var tooLong = new Client();
    tooLong.socket.write(Buffer.buffer().appendInt((1 << 20) + 1));
    var noJson = new Client();
    noJson.socket.write(Buffer.buffer().appendInt(3).appendString("abc"));
    await().until(() -> tooLong.closed && noJson.closed);
    await().untilAsserted(() -> assertThat(ended.get(Reason.BROKEN)).hasValue(2));
    assertThat(open).hasValue(0);
  }

  @Test
  void aLinkThatDoesNotReadIsClosedAndOthersGoOn() {
    listen(100, 128 << 10, Duration.ofSeconds(15));
    var slow = new Client();
    var good = new Client();
    slow.say("register", EVENT, null, null);
    good.say("register", EVENT, null, null);
    slow.settle();
    good.settle();
    slow.socket.pause();
    String load = "x".repeat(64 << 10);
    int[] sent = {0};
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              publish(load);
              sent[0]++;
              return ended.containsKey(Reason.SLOW);
            });
    assertThat(open).hasValue(1);
    await()
        .until(
            () ->
                good.got.stream().filter(f -> f.getString("type").equals("message")).count()
                    == sent[0]);
  }

  @Test
  void aLinkMayNotFloodTheNodeWithRequests() {
    listen();
    vertx.eventBus().localConsumer(REQUEST, (Message<JsonObject> m) -> {});
    var client = new Client();
    for (int i = 0; i < 3; i++) {
      client.say("send", REQUEST, "reply-" + i, new JsonObject());
    }
    var refusal = client.awaitFrame("err");
    assertThat(refusal.getString("address")).isEqualTo("reply-2");
    assertThat(refusal.getInteger("failureCode")).isEqualTo(BusFailure.UNAVAILABLE);
    await()
        .untilAsserted(
            () ->
                assertThat(client.got)
                    .filteredOn(f -> "TIMEOUT".equals(f.getString("failureType")))
                    .hasSize(2));
  }

  @Test
  void aLinkTooManyIsClosed() {
    listen(1, 4 << 20, Duration.ofSeconds(15));
    var first = new Client();
    first.settle();
    var second = new Client();
    await().until(() -> second.closed);
    await().untilAsserted(() -> assertThat(ended.get(Reason.SHED)).hasValue(1));
    first.settle();
    assertThat(open).hasValue(1);
  }

  @Test
  void aSilentLinkIsClosed() {
    listen(100, 4 << 20, Duration.ofMillis(200));
    var silent = new Client();
    await().until(() -> silent.closed);
    assertThat(ended).containsKey(Reason.GONE);
  }

  @Test
  void closingEndsEveryLink() {
    listen();
    var client = new Client();
    client.settle();
    Wait.of(server.close());
    await().until(() -> client.closed);
    assertThat(ended.get(Reason.DRAINED)).hasValue(1);
  }

  @Test
  void aPortInUseIsOneClearLine() {
    listen();
    var settings =
        new LinkServerSettings(
            "127.0.0.1",
            port,
            1,
            1 << 20,
            1 << 20,
            1,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    assertThat(Wait.failure(new LinkServer(vertx, settings, this).listen()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(Integer.toString(port))
        .hasMessageContaining("link.port");
  }
}
