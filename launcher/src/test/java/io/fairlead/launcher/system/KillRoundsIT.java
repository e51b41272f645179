package io.fairlead.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.launcher.task.RunFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * kill -9 of all registry nodes at once, in the middle of writes through each of them: what was
 * acknowledged is there afterwards, and what was acknowledged to be gone stays gone. The long form:
 * {@code -Dkill.rounds=10 -Dkill.writes=2000}; repeat a run with {@code -Dkill.seed=...}.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class KillRoundsIT {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 2);
  private static final int WRITES = Integer.getInteger("kill.writes", 400);
  private static final long SEED = Long.getLong("kill.seed", System.nanoTime());
  private static final int CLIENTS = 6;
  private static final int SERVICES = 4;
  private static final Duration WHOLE_AGAIN = Duration.ofSeconds(60);

  private final Ledger ledger = new Ledger();
  private final List<String> services = new ArrayList<>();
  private final List<String> operations = Collections.synchronizedList(new ArrayList<>());
  private RegistryTrio trio;

  @BeforeEach
  void startThreeNodes() {
    trio =
        new RegistryTrio(
            RunFolder.next(TestFleet.home().folder().resolve("launcher/target"), "kill-rounds"));
    startAll(List.of(1, 2, 3));
    trio.api(1).call("CreateHttpNamespace", "{\"Name\":\"kill\"}");
    for (int n = 0; n < SERVICES; n++) {
      services.add(createService("s-" + n));
    }
  }

  @AfterEach
  void killThem() {
    trio.close();
  }

  @Test
  void nothingAcknowledgedIsLost() {
    System.out.println("[figures] kill rounds, seed " + SEED);
    var random = new Random(SEED);
    for (int round = 1; round <= ROUNDS; round++) {
      int enough = WRITES * round / ROUNDS;
      writeUntil(Math.max(1, enough - random.nextInt(40)), round, random);
      int acknowledged = ledger.acknowledged();
      var order = new ArrayList<>(List.of(1, 2, 3));
      Collections.shuffle(order, random);
      long begun = System.nanoTime();
      startAgain(order, round);
      long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
      verify(round);
      System.out.println(
          "[figures] round %d: killed after %d acknowledged writes, 0 lost, whole after %d s"
              .formatted(round, acknowledged, seconds));
    }
    assertThat(ledger.acknowledged()).isGreaterThanOrEqualTo(WRITES - 40);
    System.out.println("[figures] 0 lost of " + ledger.acknowledged());
  }

  /** The first node takes writes before it knows what only the others have. */
  private void startAgain(List<Integer> order, int round) {
    trio.start(order.get(0));
    trio.awaitReady(order.get(0));
    for (int n = 0; n < 10; n++) {
      register(trio.api(order.get(0)), services.get(n % SERVICES), "early-" + round + "-" + n, "e");
    }
    startAll(order.subList(1, order.size()));
  }

  private void startAll(List<Integer> nodes) {
    nodes.forEach(trio::start);
    nodes.forEach(trio::awaitReady);
  }

  private void writeUntil(int enough, int round, Random random) {
    var over = new AtomicBoolean();
    var clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(n -> new Thread(client(n, round, new Random(random.nextLong()), over)))
            .toList();
    clients.forEach(Thread::start);
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(1))
        .until(() -> ledger.acknowledged() >= enough);
    trio.killAll();
    over.set(true);
    clients.forEach(KillRoundsIT::join);
  }

  private Runnable client(int number, int round, Random random, AtomicBoolean over) {
    return () -> {
      List<String> mine = new ArrayList<>();
      for (int n = 0; !over.get(); n++) {
        var api = trio.api(1 + random.nextInt(RegistryTrio.NODES));
        String service = services.get(random.nextInt(SERVICES));
        String fresh = "c-%d-%d-%d".formatted(number, round, n);
        boolean isFresh = mine.isEmpty() || random.nextInt(3) > 0;
        String instance = isFresh ? fresh : mine.get(random.nextInt(mine.size()));
        if (isFresh) {
          if (register(api, service, instance, "v0")) {
            mine.add(service + "/" + instance);
          }
        } else {
          change(api, instance, "v" + n, random, mine);
        }
      }
    };
  }

  private void change(
      CloudMapCaller api, String key, String value, Random random, List<String> mine) {
    int slash = key.indexOf('/');
    String service = key.substring(0, slash);
    String instance = key.substring(slash + 1);
    mine.remove(key);
    if (random.nextBoolean()) {
      if (register(api, service, instance, value)) {
        mine.add(key);
      }
    } else {
      write(
          api,
          "DeregisterInstance",
          "{\"ServiceId\":\"%s\",\"InstanceId\":\"%s\"}".formatted(service, instance),
          key,
          Ledger.GONE);
    }
  }

  private boolean register(CloudMapCaller api, String service, String instance, String value) {
    String body =
        "{\"ServiceId\":\"%s\",\"InstanceId\":\"%s\",\"Attributes\":{\"AWS_INSTANCE_IPV4\":\"10.0.0.1\",\"v\":\"%s\"}}"
            .formatted(service, instance, value);
    return write(api, "RegisterInstance", body, service + "/" + instance, value);
  }

  private boolean write(CloudMapCaller api, String what, String body, String key, String value) {
    ledger.attempt(key, value);
    try {
      String operation = api.call(what, body).path("OperationId").asText();
      String status = operation(api, operation);
      if (!status.equals("SUCCESS")) {
        return false;
      }
      operations.add(operation);
      ledger.acknowledge(key, value);
      return true;
    } catch (RuntimeException killed) {
      return false;
    }
  }

  private static String operation(CloudMapCaller api, String id) {
    return api.call("GetOperation", "{\"OperationId\":\"%s\"}".formatted(id))
        .path("Operation")
        .path("Status")
        .asText();
  }

  private void verify(int round) {
    for (int node = 1; node <= RegistryTrio.NODES; node++) {
      var api = trio.api(node);
      await("round " + round + ", seed " + SEED + ": node " + node + " has what was acknowledged")
          .atMost(WHOLE_AGAIN)
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                assertThat(ledger.violations(found(api))).isEmpty();
                assertThat(operations.stream().skip(Math.max(0, operations.size() - 50)))
                    .allMatch(id -> operation(api, id).equals("SUCCESS"));
              });
    }
  }

  private Map<String, String> found(CloudMapCaller api) {
    Map<String, String> found = new HashMap<>();
    for (String service : services) {
      String token = "";
      do {
        var page = api.call("ListInstances", "{\"ServiceId\":\"%s\"%s}".formatted(service, token));
        for (var instance : page.path("Instances")) {
          found.put(
              service + "/" + instance.path("Id").asText(),
              instance.path("Attributes").path("v").asText());
        }
        token =
            page.hasNonNull("NextToken")
                ? ",\"NextToken\":\"" + page.path("NextToken").asText() + "\""
                : null;
      } while (token != null);
    }
    return found;
  }

  private String createService(String name) {
    var api = trio.api(1);
    return api.call(
            "CreateService",
            "{\"Name\":\"%s\",\"NamespaceId\":\"%s\"}"
                .formatted(name, api.call("ListNamespaces", "{}").at("/Namespaces/0/Id").asText()))
        .path("Service")
        .path("Id")
        .asText();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
