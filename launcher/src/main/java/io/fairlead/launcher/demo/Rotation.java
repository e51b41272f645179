package io.fairlead.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fairlead.launcher.fleet.SidecarPorts;
import io.fairlead.launcher.process.HttpGet;
import io.fairlead.launcher.task.Fleet;
import io.fairlead.launcher.task.Task;
import io.fairlead.node.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How many endpoints the sidecars send requests to, as they tell on their management ports. */
final class Rotation {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long PAUSE_MILLIS = 100;

  private final Fleet fleet;

  Rotation(Fleet fleet) {
    this.fleet = fleet;
  }

  /** The backends that the frontends' sidecars use; where they differ, the fewest. */
  int backends() {
    return fleet.tasks(DemoFleet.FRONTEND).stream()
        .mapToInt(task -> endpoints(task, DemoFleet.BACKEND))
        .min()
        .orElse(0);
  }

  private int frontends() {
    return fleet.tasks(DemoFleet.LOAD).stream()
        .mapToInt(task -> endpoints(task, DemoFleet.FRONTEND))
        .min()
        .orElse(0);
  }

  /** Those of a service that a task's sidecar would send a request to; 0 when it does not tell. */
  private static int endpoints(Task task, String service) {
    var url = URI.create("http://" + task.host() + ":" + SidecarPorts.MANAGEMENT + "/routes");
    try {
      int usable = 0;
      for (var route : JSON.readTree(HttpGet.direct(url).body()).path("routes")) {
        if (route.path("service").asText().startsWith(service + ".")) {
          for (var endpoint : route.path("endpoints")) {
            usable += isUsed(endpoint) ? 1 : 0;
          }
        }
      }
      return usable;
    } catch (IOException e) {
      return 0;
    }
  }

  private static boolean isUsed(JsonNode endpoint) {
    return endpoint.path("healthy").asBoolean() && !endpoint.path("ejected").asBoolean();
  }

  /**
   * Waits until every sidecar on the way uses every task.
   *
   * @throws StartFailure when that takes too long
   */
  void awaitAll(ScheduledExecutorService clock, Duration within) {
    var all = new CompletableFuture<Void>();
    ask(clock, all);
    try {
      all.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new StartFailure(
          backends()
              + " backends and "
              + frontends()
              + " frontends in rotation after "
              + within.toSeconds()
              + " s (expected: "
              + fleet.tasks(DemoFleet.BACKEND).size()
              + " and "
              + fleet.tasks(DemoFleet.FRONTEND).size()
              + "; see the sidecars' logs)");
    } catch (ExecutionException | InterruptedException e) {
      throw new StartFailure("waiting for the rotation was cut short: " + e.getMessage());
    }
  }

  private void ask(ScheduledExecutorService clock, CompletableFuture<Void> all) {
    if (backends() >= fleet.tasks(DemoFleet.BACKEND).size()
        && frontends() >= fleet.tasks(DemoFleet.FRONTEND).size()) {
      all.complete(null);
    } else if (!all.isDone()) {
      var unused = clock.schedule(() -> ask(clock, all), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
