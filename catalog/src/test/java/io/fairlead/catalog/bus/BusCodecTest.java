package io.fairlead.catalog.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Samples;
import io.fairlead.catalog.ServiceConnectService;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.policy.Balancing;
import io.fairlead.catalog.policy.RetryOn;
import io.fairlead.catalog.policy.VersionedPolicy;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BusCodecTest {
  static List<Record> messages() {
    var service = Samples.service("srv-1", Long.MAX_VALUE, "task-1", "task-2");
    var labelled =
        new ServiceEndpoints("demo.local", service.service(), 1, List.of(endpoint("stage", "a")));
    return List.of(
        new EndpointsChanged(labelled, true),
        Samples.namespace("ns-1", 3),
        new NamespaceRemoved("ns-1", 4),
        new EndpointsChanged(service, true),
        new ServiceRemoved("srv-1", 5),
        new SnapshotRequest(null, -7),
        new SnapshotPage(
            false, true, 9, 8, List.of(Samples.namespace("ns-1", 3)), List.of(service), "x"),
        new Registration(
            "demo.local",
            new ServiceConnectService("http", null, null, null, null),
            "task-1",
            Map.of("a", "b"),
            HealthStatus.UNKNOWN,
            10_000),
        new Lease("srv-1", 1, 2),
        new LeaseHolder("demo.local", "backend", "task-1"),
        new Deregistered(0),
        new BusRestored("127.0.0.1:7071"));
  }

  private static Endpoint endpoint(String key, String value) {
    return new Endpoint(
        "task-1", "10.0.0.1", null, null, 80, 0, HealthStatus.HEALTHY, 1, Map.of(key, value));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageSurvivesTheWire(Record message) {
    var wire = new JsonObject(BusCodec.encode(message).toBuffer());

    assertThat(BusCodec.decode(wire, message.getClass())).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageSurvivesALocalBus(Record message) {
    var copied = BusCodec.encode(message).copy();

    assertThat(BusCodec.decode(copied, message.getClass())).isEqualTo(message);
  }

  @Test
  void onlyComponentsTravel() {
    var endpoint =
        BusCodec.encode(new EndpointsChanged(Samples.service("srv-1", 1, "task-1"), true))
            .getJsonObject("service")
            .getJsonArray("endpoints")
            .getJsonObject(0);

    assertThat(endpoint.fieldNames())
        .containsExactlyInAnyOrder(
            "instanceId", "ipv4", "port", "ingressPort", "healthStatus", "weight");
  }

  @Test
  void anEndpointOfAnOlderReleaseWeighsAsMuchAsTheOthers() {
    var body = new JsonObject().put("instanceId", "a").put("ipv4", "10.0.0.1");

    assertThat(BusCodec.decode(body, Endpoint.class).weight()).isEqualTo(1);
  }

  @Test
  void anEndpointOfAnOlderReleaseHasNoAttributes() {
    var body = new JsonObject().put("instanceId", "a").put("ipv4", "10.0.0.1");

    assertThat(BusCodec.decode(body, Endpoint.class).attributes()).isEmpty();
  }

  @Test
  void aPageOfAnOlderReleaseTellsNoRevisionOfTheCatalog() {
    var body = new JsonObject().put("unchanged", true).put("complete", true).put("revision", 9);

    assertThat(BusCodec.decode(body, SnapshotPage.class))
        .isEqualTo(new SnapshotPage(true, true, 9, 0, null, null, null));
  }

  @Test
  void aFieldOfANewerReleaseIsIgnored() {
    var body = new JsonObject().put("serviceId", "srv-1").put("revision", 5).put("zone", "a");

    assertThat(BusCodec.decode(body, ServiceRemoved.class))
        .isEqualTo(new ServiceRemoved("srv-1", 5));
  }

  @Test
  void aFieldOfAnOlderReleaseMayBeAbsent() {
    assertThat(BusCodec.decode(new JsonObject(), SnapshotRequest.class))
        .isEqualTo(new SnapshotRequest(null, 0));
  }

  @Test
  void aWrongTypeIsInvalid() {
    var body = new JsonObject().put("serviceId", new JsonArray().add("srv-1"));

    assertInvalid(() -> BusCodec.decode(body, ServiceRemoved.class), "ServiceRemoved");
  }

  @Test
  void aMissingListOfEndpointsIsInvalid() {
    var body = new JsonObject().put("service", new JsonObject().put("revision", 1));

    assertInvalid(() -> BusCodec.decode(body, EndpointsChanged.class), "EndpointsChanged");
  }

  @Test
  void aBodyThatIsNoObjectIsInvalid() {
    assertInvalid(() -> BusCodec.decode(null, Lease.class), "not a JSON object");
    assertInvalid(() -> BusCodec.decode("text", Lease.class), "not a JSON object");
  }

  private static void assertInvalid(ThrowingCallable decoding, String reason) {
    assertThatThrownBy(decoding)
        .isInstanceOfSatisfying(
            ReplyException.class, e -> assertThat(BusFailure.is(e, BusFailure.INVALID)).isTrue())
        .hasMessageContaining(reason);
  }

  @Test
  void aWordOfALaterReleaseWithinAPolicyReadsAsNull() throws IOException {
    var json =
        new JsonObject(
            """
            {"version": 3, "trafficPolicy": {
              "balancing": {"algorithm": "fastestFirst", "panicPercent": 7, "later": {"a": 1}},
              "retries": {"on": ["reset", "moonPhase", "5xx"], "attempts": 1}}}
            """);

    var read = BusCodec.decode(json, VersionedPolicy.class);

    assertThat(read.version()).isEqualTo(3);
    assertThat(read.trafficPolicy().balancing())
        .isEqualTo(new Balancing(null, null, null, null, 7));
    assertThat(read.trafficPolicy().retries().on())
        .containsExactly(RetryOn.RESET, RetryOn.SERVER_ERROR);
    assertThat(BusCodec.decodeBytes(json.toBuffer().getBytes(), VersionedPolicy.class))
        .isEqualTo(read);
  }

  @Test
  void elsewhereAnUnknownWordIsAnError() {
    var json = new JsonObject().put("instanceId", "a").put("healthStatus", "SLEEPY");
    assertThatThrownBy(() -> BusCodec.decode(json, Endpoint.class))
        .isInstanceOf(ReplyException.class);
  }
}
