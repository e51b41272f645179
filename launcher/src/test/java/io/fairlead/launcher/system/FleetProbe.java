package io.fairlead.launcher.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fairlead.launcher.fleet.SidecarPorts;
import io.fairlead.launcher.process.HttpGet;
import io.fairlead.launcher.process.Supervisor;
import io.fairlead.launcher.task.Fleet;
import io.fairlead.launcher.task.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Looks at a running fleet from outside: what its sidecars route to, what its registry says. */
final class FleetProbe {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration GIVE_UP = Duration.ofSeconds(30);

  private static final long PAUSE_NANOS = 2_000_000;

  private final Fleet fleet;
  private final ExecutorService watchers =
      Executors.newCachedThreadPool(
          action -> {
            var thread = new Thread(action, "fleet-probe");
            thread.setDaemon(true);
            return thread;
          });

  FleetProbe(Fleet fleet) {
    this.fleet = fleet;
  }

  /** The API port of a registry node. */
  URI registry(int node) {
    var ports = fleet.settings().ports();
    return URI.create("http://" + ports.registryHost(node) + ":" + ports.api() + "/");
  }

  /** The Cloud Map API of a registry node, counted from 1. */
  CloudMapCaller api(int node) {
    return new CloudMapCaller(registry(node));
  }

  /** The policies of a registry node, counted from 1. */
  PolicyCaller policies(int node) {
    return new PolicyCaller(registry(node));
  }

  /** How many sidecars know a policy of the service that holds this text. */
  int sidecarsFollowing(String service, String text) {
    return (int) withSidecar().stream().filter(t -> policy(t, service).contains(text)).count();
  }

  private static String policy(Task task, String service) {
    return route(task, service).path("trafficPolicy").toString();
  }

  /** The sum of a sidecar's counter over all lines that hold all these texts. */
  double count(Task task, String meter, String... labels) {
    try {
      return HttpGet.direct(management(task, "/metrics"))
          .body()
          .lines()
          .filter(line -> line.startsWith(meter))
          .filter(line -> Stream.of(labels).allMatch(line::contains))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int sidecars() {
    return withSidecar().size();
  }

  /** How many sidecars would send a request for the service to the instance. */
  int sidecarsRouting(String service, String instance) {
    return (int) withSidecar().stream().filter(t -> routes(t, service, instance)).count();
  }

  /** Usable endpoints of the service; where sidecars differ, the fewest. */
  int endpointsEverywhere(String service) {
    return withSidecar().stream().mapToInt(t -> usable(t, service)).min().orElse(0);
  }

  /** The version of the service's policy; where sidecars differ, the lowest. */
  long policyVersionEverywhere(String service) {
    return withSidecar().stream()
        .mapToLong(t -> route(t, service).path("policyVersion").asLong(-1))
        .min()
        .orElse(-1);
  }

  /** Nanoseconds from the start until the last sidecar routes to the instance. */
  long awaitRouted(String service, String instance, long start) {
    var seen =
        withSidecar().stream()
            .map(
                t ->
                    CompletableFuture.supplyAsync(
                        () -> awaitRouted(t, service, instance, start), watchers))
            .toList();
    return seen.stream().mapToLong(CompletableFuture::join).max().orElseThrow();
  }

  List<Long> sidecarResidentKilobytes() {
    return withSidecar().stream()
        .flatMap(t -> t.sidecar().stream())
        .map(Supervisor::pid)
        .map(pid -> residentKilobytes(pid.orElseThrow()))
        .toList();
  }

  private List<Task> withSidecar() {
    return fleet.tasks().stream().filter(t -> !t.sidecar().isEmpty()).toList();
  }

  private static long awaitRouted(Task task, String service, String instance, long start) {
    while (System.nanoTime() - start < GIVE_UP.toNanos()) {
      if (routes(task, service, instance)) {
        return System.nanoTime() - start;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new IllegalStateException(task.id() + " never routed " + service + " to " + instance);
  }

  private static boolean routes(Task task, String service, String instance) {
    for (var endpoint : endpoints(task, service)) {
      if (endpoint.path("instanceId").asText().equals(instance) && isUsable(endpoint)) {
        return true;
      }
    }
    return false;
  }

  private static int usable(Task task, String service) {
    int count = 0;
    for (var endpoint : endpoints(task, service)) {
      count += isUsable(endpoint) ? 1 : 0;
    }
    return count;
  }

  private static boolean isUsable(JsonNode endpoint) {
    return endpoint.path("healthy").asBoolean() && !endpoint.path("ejected").asBoolean();
  }

  private static JsonNode endpoints(Task task, String service) {
    return route(task, service).path("endpoints");
  }

  /** What a sidecar's page says about a service; empty when it says nothing. */
  private static JsonNode route(Task task, String service) {
    try {
      var page = HttpGet.direct(management(task, "/routes")).body();
      for (var route : JSON.readTree(page).path("routes")) {
        if (route.path("service").asText().startsWith(service + ".")) {
          return route;
        }
      }
    } catch (IOException busy) {
      // A sidecar that does not tell routes nowhere as far as anybody knows.
    }
    return JSON.createObjectNode();
  }

  private static URI management(Task task, String path) {
    return URI.create("http://" + task.host() + ":" + SidecarPorts.MANAGEMENT + path);
  }

  private static long residentKilobytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
