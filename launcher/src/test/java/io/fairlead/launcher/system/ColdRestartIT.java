package io.fairlead.launcher.system;

import static org.awaitility.Awaitility.await;

import io.fairlead.launcher.task.RunFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * All registry nodes are killed and started again: how long until every instance is back on each.
 * The long form: {@code -Dcold.services=1000} (a hundred instances each).
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ColdRestartIT {
  private static final int SERVICES = Integer.getInteger("cold.services", 10);
  private static final int INSTANCES = 100;
  private static final List<Integer> NODES = List.of(1, 2, 3);

  @Test
  void everyInstanceIsBack() throws Exception {
    var folder = RunFolder.next(TestFleet.home().folder().resolve("launcher/target"), "cold");
    try (var trio = new RegistryTrio(folder)) {
      start(trio);
      long filled = System.nanoTime();
      fill(trio);
      print("%d instances registered, each on disk before its answer, in %d ms", filled);
      trio.killAll();
      long begun = System.nanoTime();
      start(trio);
      for (int node : NODES) {
        await()
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofMillis(50))
            .ignoreExceptions()
            .until(() -> instances(trio, node) == SERVICES * INSTANCES);
      }
      print("cold restart: %d instances back on three nodes after %d ms", begun);
    }
  }

  private static void print(String what, long begun) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    System.out.println("[figures] " + what.formatted(SERVICES * INSTANCES, millis));
  }

  private static double instances(RegistryTrio trio, int node) throws IOException {
    return trio.meter(node, "mesh_registry_instances");
  }

  private static void start(RegistryTrio trio) {
    NODES.forEach(trio::start);
    NODES.forEach(trio::awaitReady);
  }

  private static void fill(RegistryTrio trio) throws InterruptedException, ExecutionException {
    trio.api(1).call("CreateHttpNamespace", "{\"Name\":\"cold\"}");
    String namespace = trio.api(1).call("ListNamespaces", "{}").at("/Namespaces/0/Id").asText();
    var clients = Executors.newFixedThreadPool(8);
    try {
      var services =
          IntStream.range(0, SERVICES)
              .<Future<?>>mapToObj(n -> clients.submit(() -> fill(trio, namespace, n)))
              .toList();
      for (var service : services) {
        service.get();
      }
    } finally {
      clients.shutdownNow();
    }
  }

  private static void fill(RegistryTrio trio, String namespace, int number) {
    var api = trio.api(1 + number % NODES.size());
    String service =
        api.call(
                "CreateService",
                "{\"Name\":\"s-%d\",\"NamespaceId\":\"%s\"}".formatted(number, namespace))
            .path("Service")
            .path("Id")
            .asText();
    for (int n = 0; n < INSTANCES; n++) {
      api.register(service, "i-" + n, "10.0.0.1");
    }
  }
}
