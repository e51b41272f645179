package io.fairlead.registry.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.BusFailure;
import io.fairlead.node.StartFailure;
import io.fairlead.node.link.LinkFrame;
import io.fairlead.node.link.LinkRole;
import io.fairlead.registry.Wait;
import io.fairlead.registry.link.LinkObserver.Reason;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class LinkServerTest {
  private static final String EVENT = BusAddress.ENDPOINTS_CHANGED.address();
  private static final String REQUEST = BusAddress.SNAPSHOT.address();
  private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

  private final CountedLinks counted = new CountedLinks();

  private Vertx vertx;
  private LinkServer server;
  private int port;

  @BeforeEach
  void remember(Vertx started) {
    vertx = started;
  }

  private void listen(int linksMax, int queuedBytesMax, Duration idle) {
    listen(
        "--linksMax=" + linksMax,
        "--queuedBytesMax=" + queuedBytesMax,
        "--pendingMax=2",
        "--idleTimeout=" + idle.toMillis() + "ms");
  }

  private void listen(String... flags) {
    server = new LinkServer(vertx, CountedLinks.settings(flags), counted);
    port = Wait.of(server.listen());
  }

  private void listen() {
    listen(100, 4 << 20, Duration.ofSeconds(15));
  }

  private LinkClient newClient() {
    return new LinkClient(vertx, port);
  }

  private void publish(String body) {
    vertx.eventBus().publish(EVENT, new JsonObject().put("text", body), LOCAL);
  }

  @Test
  void anEventReachesEveryLinkThatListensAndNoOther() {
    listen();
    var first = newClient();
    var second = newClient();
    var deaf = newClient();
    first.say("register", EVENT, null, null);
    first.say("register", EVENT, null, null);
    second.say("register", EVENT, null, null);
    List.of(first, second, deaf).forEach(LinkClient::settle);
    publish("hello");
    assertThat(first.awaitFrame("message").getString("address")).isEqualTo(EVENT);
    assertThat(second.awaitFrame("message").getJsonObject("body").getString("text"))
        .isEqualTo("hello");
    assertThat(counted.deliveries).as("registered twice, told once").hasValue(2);
    second.say("unregister", EVENT, null, null);
    second.settle();
    publish("again");
    await().untilAtomic(counted.deliveries, org.hamcrest.Matchers.is(3));
    deaf.settle();
    assertThat(deaf.got).allMatch(f -> f.getString("type").equals("pong"));
  }

  @Test
  void aRequestIsAnsweredAtItsReplyAddress() {
    listen();
    vertx
        .eventBus()
        .localConsumer(REQUEST, (Message<JsonObject> m) -> m.reply(m.body().put("ok", true)));
    var client = newClient();
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
    var client = newClient();
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
    var client = newClient();
    client.say("send", REQUEST, "reply-1", new JsonObject());
    assertThat(client.awaitFrame("err").getString("failureType")).isEqualTo("NO_HANDLERS");
  }

  @Test
  void onlyDeclaredAddressesCanBeReached() {
    listen();
    List<Object> leaked = new CopyOnWriteArrayList<>();
    vertx.eventBus().consumer("secret", (Message<Object> m) -> leaked.add(m.body()));
    vertx.eventBus().consumer(EVENT, (Message<Object> m) -> leaked.add(m.body()));
    var client = newClient();
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
    assertThat(counted.refusals.get(LinkRole.READER)).hasValue(7);
    assertThat(leaked).isEmpty();
  }

  @Test
  void nonsenseIsRefusedAndTheLinkStaysUsable() {
    listen();
    var client = newClient();
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
    var tooLong = newClient();
    tooLong.socket.write(Buffer.buffer().appendInt((1 << 20) + 1));
    var noJson = newClient();
    noJson.socket.write(Buffer.buffer().appendInt(3).appendString("abc"));
    var nested = newClient();
    String nest = "{\"a\":" + "[".repeat(10_000);
    nested.socket.write(Buffer.buffer().appendInt(nest.length()).appendString(nest));
    await().until(() -> tooLong.closed && noJson.closed && nested.closed);
    assertThat(tooLong.awaitFrame("err").getString("message"))
        .contains("1048577 bytes (expected: 0 to 1048576)");
    assertThat(noJson.awaitFrame("err").getString("message")).contains("not a JSON object");
    assertThat(nested.awaitFrame("err").getInteger("failureCode")).isEqualTo(400);
    await().untilAsserted(() -> assertThat(counted.ended.get(Reason.BROKEN)).hasValue(3));
    assertThat(counted.open).hasValue(0);
  }

  @Test
  void aLinkThatDoesNotReadIsClosedAndOthersGoOn() {
    listen(100, 128 << 10, Duration.ofSeconds(15));
    var slow = newClient();
    var good = newClient();
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
              return counted.ended.containsKey(Reason.SLOW);
            });
    assertThat(counted.open).hasValue(1);
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
    var client = newClient();
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
    var first = newClient();
    first.settle();
    var second = newClient();
    await().until(() -> second.closed);
    assertThat(second.awaitFrame("err").getString("message")).contains("link.linksMax");
    await().untilAsserted(() -> assertThat(counted.ended.get(Reason.SHED)).hasValue(1));
    first.settle();
    assertThat(counted.open).hasValue(1);
  }

  @Test
  void aSilentLinkIsClosed() {
    listen(100, 4 << 20, Duration.ofMillis(200));
    var silent = newClient();
    await().until(() -> silent.closed);
    assertThat(counted.ended).containsKey(Reason.GONE);
  }

  @Test
  void closingEndsEveryLink() {
    listen();
    var client = newClient();
    client.settle();
    Wait.of(server.close());
    await().until(() -> client.closed);
    assertThat(counted.ended.get(Reason.DRAINED)).hasValue(1);
  }

  @Test
  void aPortInUseIsOneClearLine() {
    listen();
    var settings = CountedLinks.settings("--port=" + port);
    assertThat(Wait.failure(new LinkServer(vertx, settings, counted).listen()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(Integer.toString(port))
        .hasMessageContaining("link.port");
  }
}
