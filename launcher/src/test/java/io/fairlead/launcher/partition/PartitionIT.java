package io.fairlead.launcher.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.launcher.jvm.Home;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What docs/consistency.md promises, tried: registry nodes are cut off from each other, killed and
 * restarted at random while clients write through all of them, and in the end every node holds the
 * same, explained by what was acknowledged. {@code -Dfairlead.partitions=20} makes it long, {@code
 * -Dfairlead.seed=N} repeats a course.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class PartitionIT {
  private static final int COURSES = Integer.getInteger("fairlead.partitions", 2);
  private static final long SEED =
      Long.getLong("fairlead.seed", System.currentTimeMillis() % 1_000_000);

  /** Courses with the same registry nodes; every fourth such round has five of them. */
  private static final int ROUND = 5;

  private static final int SERVICES = 3;
  private static final Duration CALM = Duration.ofSeconds(10);
  private static final Duration EQUAL_WITHIN = Duration.ofSeconds(60);

  private static NetworkLab lab;
  private static LabRegistries registries;

  @BeforeAll
  static void requireNamespaces() {
    String missing = NetworkLab.missing();
    assumeTrue(missing == null, "partitions between registry nodes are skipped: " + missing);
  }

  @AfterAll
  static void end() {
    if (registries != null) {
      registries.close();
      registries = null;
    }
    if (lab != null) {
      lab.close();
      lab = null;
    }
  }

  @Test
  void nothingAcknowledgedIsLostWhateverIsCutAndKilled() throws Exception {
    List<String> complaints = new ArrayList<>();
    for (int n = 0; n < COURSES; n++) {
      if (n % ROUND == 0) {
        newRegistries(n / ROUND % 4 == 3 ? 5 : 3);
      }
      long seed = SEED + n;
      var random = new Random(seed);
      var course = Trouble.course(random, lab.nodes(), 1 + random.nextInt(2));
      say("seed %d, %d registry nodes: %s".formatted(seed, lab.nodes(), course));
      var wrong = run(seed, course, after -> After.values()[random.nextInt(3)]);
      wrong.forEach(w -> complaints.add("seed " + seed + ": " + w));
      wrong.stream().limit(20).forEach(w -> say("  WRONG " + w));
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void aRollingRestartLosesNothing() throws Exception {
    if (lab == null) {
      newRegistries(3);
    }
    List<Trouble> restarts = new ArrayList<>();
    for (int node = 0; node < lab.nodes(); node++) {
      restarts.add(new Trouble.Death(Set.of(node), true, 0));
    }
    assertThat(run(SEED + 1_000_000, restarts, after -> After.WHOLE)).isEmpty();
  }

  private static void newRegistries(int nodes) {
    end();
    lab = new NetworkLab(nodes);
    lab.heal();
    var home = new Home(Path.of("").toAbsolutePath().getParent());
    var folder =
        home.folder().resolve("launcher/target/partition-it/" + System.currentTimeMillis());
    registries = new LabRegistries(lab, home, folder);
    registries.startAll();
  }

  /** What is waited for before the next trouble. */
  private enum After {
    NOTHING,
    HEALED,
    WHOLE
  }

  private static List<String> run(
      long seed, List<Trouble> course, Function<Trouble, After> afterwards) throws Exception {
    var apis = registries.apis().stream().map(url -> new LabApi(url, CALM)).toList();
    String namespace = namespace(apis.get(0), "p" + seed + "-" + System.currentTimeMillis());
    var writers = new Writers(namespace, services(apis, namespace));
    var before = apis.get(0).contents(namespace);
    writers.start(registries.apis(), seed);
    pause(1_000);
    for (var trouble : course) {
      make(trouble);
      var after = afterwards.apply(trouble);
      if (after != After.NOTHING) {
        lab.heal();
      }
      if (after == After.WHOLE) {
        registries.awaitWhole();
      }
    }
    lab.heal();
    registries.awaitWhole();
    var history = new ArrayList<>(writers.end());
    before.forEach((key, value) -> history.add(0, new Write(key, value, 0, 0, 1, true)));
    long calm = System.nanoTime();
    var end = agreed(apis, namespace);
    say(
        "  %d writes acknowledged, %d unknown; %d held by every node, equal after %d ms"
            .formatted(
                writers.acknowledged(),
                history.stream().filter(w -> !w.acknowledged()).count(),
                end.size(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - calm)));
    var wrong = new ArrayList<>(WriteCheck.complaints(history, end));
    wrong.addAll(writers.surprises());
    return wrong;
  }

  private static void make(Trouble trouble) {
    if (trouble instanceof Trouble.Death death) {
      registries.end(death.nodes(), death.graceful());
      pause(death.millis());
      death.nodes().forEach(registries::start);
      return;
    }
    for (int from = 0; from < lab.nodes(); from++) {
      for (int to = 0; to < lab.nodes(); to++) {
        if (from != to && isCut(trouble, from, to)) {
          lab.cut(from, to);
        }
      }
    }
    pause(trouble.millis());
  }

  private static boolean isCut(Trouble trouble, int from, int to) {
    if (trouble instanceof Trouble.Split split) {
      return split.sides().stream().noneMatch(side -> side.contains(from) && side.contains(to));
    }
    return trouble instanceof Trouble.Mute mute
        && mute.nodes().contains(from)
        && !mute.nodes().contains(to);
  }

  /** What every node holds, once they hold the same. */
  private static Map<String, String> agreed(List<LabApi> apis, String namespace) {
    var held = new AtomicReference<List<Map<String, String>>>(List.of());
    try {
      await()
          .atMost(EQUAL_WITHIN)
          .ignoreExceptions()
          .until(
              () -> {
                List<Map<String, String>> all = new ArrayList<>();
                for (var api : apis) {
                  all.add(api.contents(namespace));
                }
                held.set(all);
                return all.stream().distinct().count() == 1;
              });
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      return fail("registry nodes do not come to the same: " + differences(held.get()), e);
    }
    return held.get().get(0);
  }

  private static List<String> differences(List<Map<String, String>> held) {
    List<String> differences = new ArrayList<>();
    held.stream()
        .flatMap(h -> h.keySet().stream())
        .distinct()
        .filter(key -> held.stream().map(h -> h.getOrDefault(key, "gone")).distinct().count() > 1)
        .forEach(
            key ->
                differences.add(
                    key + ": " + held.stream().map(h -> h.getOrDefault(key, "gone")).toList()));
    return differences;
  }

  private static String namespace(LabApi api, String name) throws Exception {
    var input = LabApi.JSON.createObjectNode().put("Name", name);
    assertThat(api.call("CreateHttpNamespace", input).status()).isEqualTo(200);
    for (var found :
        api.call("ListNamespaces", LabApi.JSON.createObjectNode()).body().path("Namespaces")) {
      if (found.path("Name").asText().equals(name)) {
        return found.path("Id").asText();
      }
    }
    return fail("namespace " + name + " is not listed");
  }

  /** Made through one node, and known to all before anybody writes. */
  private static Map<String, String> services(List<LabApi> apis, String namespace)
      throws Exception {
    Map<String, String> services = new LinkedHashMap<>();
    for (int n = 0; n < SERVICES; n++) {
      String name = "service-" + n;
      var made = apis.get(0).createService(namespace, name, "as made");
      services.put(name, made.body().path("Service").path("Id").asText());
    }
    await().atMost(CALM).until(() -> agreed(apis, namespace).size() == SERVICES);
    return services;
  }

  private static void pause(long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  private static void say(String line) {
    System.out.println("[partitions] " + line);
  }
}
