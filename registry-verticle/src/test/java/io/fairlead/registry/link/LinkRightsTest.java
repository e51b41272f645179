package io.fairlead.registry.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.node.link.LinkRole;
import io.fairlead.registry.Wait;
import io.fairlead.registry.link.LinkObserver.Reason;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each role may do over a link, and how a link says which it has. */
@ExtendWith(VertxExtension.class)
class LinkRightsTest {
  private final CountedLinks counted = new CountedLinks();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private Vertx vertx;
  private LinkServer server;
  private int port;

  @BeforeEach
  void listen(Vertx started) {
    vertx = started;
    for (var address : BusAddress.values()) {
      if (address.kind() == BusAddress.Kind.REQUEST) {
        vertx.eventBus().localConsumer(address.address(), this::answer);
      }
    }
    server = new LinkServer(vertx, CountedLinks.settings(), counted);
    port = Wait.of(server.listen());
  }

  private void answer(Message<JsonObject> request) {
    asked.add(request.address());
    request.reply(new JsonObject());
  }

  private LinkClient client(LinkRole role) {
    var client = new LinkClient(vertx, port);
    return role == null ? client : client.hello(role.word());
  }

  /** Every address for every role, and for a link that says nothing. */
  static Stream<Arguments> rows() {
    var roles = Stream.concat(Stream.of((LinkRole) null), Arrays.stream(LinkRole.values()));
    return roles.flatMap(
        role -> Arrays.stream(BusAddress.values()).map(address -> Arguments.of(role, address)));
  }

  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("rows")
  void aLinkMayDoWhatItsRoleMay(LinkRole said, BusAddress at) {
    var role = said == null ? LinkRole.READER : said;
    var client = client(said);
    client.say("send", at.address(), "reply", new JsonObject());
    client.say("register", at.address(), null, null);
    client.settle();
    if (at.kind() != BusAddress.Kind.REQUEST) {
      vertx.eventBus().publish(at.address(), new JsonObject());
    }

    boolean sends = role.maySendTo(at.address());
    boolean listens = role.mayListenTo(at.address());
    int refused = (sends ? 0 : 1) + (listens ? 0 : 1);
    await().until(() -> client.count("message") == (sends || listens ? 1 : 0));
    assertThat(client.frames("err"))
        .hasSize(refused)
        .allMatch(f -> f.getString("message").equals("access_denied"))
        .allMatch(f -> f.getInteger("failureCode") == 403);
    assertThat(asked.contains(at.address())).isEqualTo(sends);
    int count = counted.refusals.containsKey(role) ? counted.refusals.get(role).get() : 0;
    assertThat(count).isEqualTo(refused);
    assertThat(counted.refusals.keySet()).isSubsetOf(role);
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "", "SIDECAR", "registry"})
  void anUnknownRoleIsToldSoAndTheLinkEnds(String role) {
    var client = new LinkClient(vertx, port).hello(role);

    await().until(() -> client.closed);
    assertThat(client.awaitFrame("err").getString("message"))
        .isEqualTo("hello has the role " + role + " (expected: reader, dns, console, sidecar)");
    await().untilAsserted(() -> assertThat(counted.ended.get(Reason.BROKEN)).hasValue(1));
  }

  @Test
  void aRoleIsSaidOnceOnly() {
    var client = client(LinkRole.DNS);
    client.settle();
    client.hello("sidecar");
    client.say("send", BusAddress.REGISTER.address(), "reply", new JsonObject());

    await().until(() -> client.closed);
    assertThat(client.frames("err"))
        .extracting(f -> f.getString("message"))
        .containsExactly("hello came late (expected: once, as the first frame)");
    assertThat(asked).isEmpty();
  }

  @Test
  void whoSpokeBeforeIsAReaderForGood() {
    var client = client(null);
    client.settle();
    client.hello("sidecar");

    await().until(() -> client.closed);
    assertThat(client.frames("err")).hasSize(1);
  }

  @Test
  void aDismissedLinkHearsNoMoreEvents() {
    var client = client(LinkRole.DNS);
    client.say("register", BusAddress.ENDPOINTS_CHANGED.address(), null, null);
    client.settle();
    client.hello("dns");
    await().until(() -> client.closed);

    vertx.eventBus().publish(BusAddress.ENDPOINTS_CHANGED.address(), new JsonObject());
    var other = client(LinkRole.DNS);
    other.settle();
    assertThat(counted.deliveries).hasValue(0);
    assertThat(List.of(client.count("message"), other.count("message"))).containsOnly(0L);
  }
}
