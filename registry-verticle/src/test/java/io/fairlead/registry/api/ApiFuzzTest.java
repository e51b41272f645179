package io.fairlead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.registry.api.RawConnection.Answer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever is sent, all operations answer as AWS would: 200, or a 4xx that says what is wrong. The
 * requests are made from the same shapes that judge them. Another seed: {@code
 * -Dfairlead.fuzz.seed=2}.
 */
class ApiFuzzTest {
  private static final int TRIES = 1200;
  private static final long SEED = Long.getLong("fairlead.fuzz.seed", 1);
  private static final int GENERATED = 1000;
  private static final int ROUNDS = 4;
  private static final int CALLS_PER_ROUND = 100;
  private static final long GROWTH_MAX = 48L << 20;

  private static ApiServer server;
  private static RawConnection connection;
  private static RandomGenerator<FuzzedCall> generator;

  @BeforeContainer
  static void serve() throws IOException {
    System.out.println("fuzz seed: " + SEED + " (another: -Dfairlead.fuzz.seed=N)");
    server = new ApiServer();
    connection = new RawConnection(server.port());
    generator = calls(known(server)).generator(GENERATED);
  }

  @AfterContainer
  static void close() throws IOException {
    assertThat(connection.call("ListNamespaces", "{}").status()).isEqualTo(200);
    connection.close();
    server.close();
  }

  @Property(tries = TRIES, seed = "1", edgeCases = EdgeCasesMode.NONE)
  void everyRequestIsAnsweredOrRefusedClearly(@ForAll("calls") FuzzedCall call) throws IOException {
    // The next try uses the same connection: whatever this one sent, it must stay usable.
    assertSound(connection.call(call.operation, call.body));
  }

  @Example
  void refusedRequestsLeaveNothingInTheHeap() throws IOException {
    var random = new Random(SEED);
    var calls = new ArrayList<FuzzedCall>();
    for (int i = 0; i < CALLS_PER_ROUND; i++) {
      calls.add(generator.next(random).value());
    }
    long before = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (var call : calls) {
        assertSound(connection.call(call.operation, call.body));
      }
      if (round == 1) {
        before = usedHeap();
      }
    }
    assertThat(usedHeap() - before).as("bytes of heap after more rounds").isLessThan(GROWTH_MAX);
  }

  @Provide
  Arbitrary<FuzzedCall> calls() {
    return Arbitraries.fromGenerator(
        random -> generator.next(new Random(random.nextLong() ^ SEED)));
  }

  private static Arbitrary<FuzzedCall> calls(Map<String, List<String>> known) {
    var values = new FuzzedValues(known);
    return Arbitraries.of(OperationTableTest.table().all())
        .flatMap(
            operation -> {
              var shape = operation.shape();
              var bodies =
                  Arbitraries.frequencyOf(
                      Tuple.of(2, values.sound("", shape)),
                      Tuple.of(3, values.almostSound(shape)),
                      Tuple.of(2, values.anything("", shape)));
              return FuzzedBodies.of(bodies).map(body -> new FuzzedCall(operation.name(), body));
            });
  }

  private static void assertSound(Answer answer) {
    assertThat(answer.status()).matches(s -> s == 200 || (s >= 400 && s < 500), "200 or 4xx");
    assertThat(answer.headers().get("x-amzn-requestid")).isNotBlank();
    assertThat(answer.headers().get("content-type")).isEqualTo("application/x-amz-json-1.1");
    var json = new JsonObject(answer.body());
    if (answer.status() != 200) {
      assertThat(json.getString("__type")).isNotBlank();
      assertThat(json.getString("Message")).isNotBlank().hasSizeLessThan(10_000);
      assertThat(answer.body()).doesNotContain("io.fairlead", "java.", "\tat ", "com.fasterxml");
    }
  }

  /** What there is in the registry, so that sound requests get beyond the first look. */
  private static Map<String, List<String>> known(ApiServer server) {
    String web = server.httpNamespace("web");
    String shop = server.privateNamespace("shop.local");
    String api = server.service(web, "api");
    String backend =
        server
            .aws()
            .createService(r -> r.name("backend").namespaceId(web).healthCheckCustomConfig(h -> {}))
            .service()
            .id();
    server.register(backend, "i-1", Map.of("version", "1"));
    server.register(api, "i-1", Map.of("AWS_INSTANCE_IPV4", "10.0.0.1"));
    String arns = "arn:aws:servicediscovery:us-east-1:000000000000:";
    var known = new HashMap<String, List<String>>();
    known.put("Id", List.of(web, shop, api, backend, arns + "namespace/" + web));
    known.put("NamespaceId", List.of(web, shop, arns + "namespace/" + shop));
    known.put("ServiceId", List.of(api, backend, arns + "service/" + api, web));
    known.put("InstanceId", List.of("i-1", "i-2", "a/b:c@d"));
    known.put("Instances", List.of("i-1"));
    known.put("ResourceARN", List.of(arns + "namespace/" + web, arns + "service/" + api));
    known.put("NamespaceName", List.of("web", "shop.local", arns + "namespace/" + web));
    known.put("ServiceName", List.of("api", "backend"));
    known.put("Name", List.of("web", "shop.local", "example.com", "api", "backend", "_a._tcp"));
    known.put("Vpc", List.of("vpc-1", "vpc-2"));
    known.put("OwnerAccount", List.of("000000000000"));
    known.put("Values", List.of(web, api, "HTTP", "SELF", "SUCCESS", "0", "9999999999.5"));
    known.put(
        "Key", Stream.of("IPV4", "IPV6", "PORT", "CNAME").map(k -> "AWS_INSTANCE_" + k).toList());
    known.put("Value", List.of("10.0.0.1", "::1", "80", "a.example.com", "HEALTHY", "x"));
    return known;
  }

  private static long usedHeap() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
