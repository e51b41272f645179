package io.fairlead.launcher.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fairlead.launcher.fleet.ServiceDefinition;
import io.fairlead.launcher.fleet.SidecarPorts;
import io.fairlead.launcher.process.HttpGet;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * Whether callers are led to a task: its own sidecar sees it as a healthy endpoint of every service
 * that it offers, hence the registry has taken its registration and has told readers of it.
 */
final class InTraffic {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private InTraffic() {}

  /** What is missing, in a few words; empty when nothing is. Blocks for up to a second. */
  static Optional<String> missing(Task task) {
    if (!offers(task.service())) {
      return Optional.empty();
    }
    var url = URI.create("http://" + task.host() + ":" + SidecarPorts.MANAGEMENT + "/routes");
    try {
      return missing(task, JSON.readTree(HttpGet.direct(url).body()));
    } catch (IOException e) {
      return Optional.of(url + " does not answer");
    }
  }

  private static boolean offers(ServiceDefinition service) {
    return service.isConnected() && !service.serviceConnectConfiguration().services().isEmpty();
  }

  /**
   * What is missing.
   *
   * @param page what the sidecar's {@code /routes} tells
   */
  static Optional<String> missing(Task task, JsonNode page) {
    var connect = task.service().serviceConnectConfiguration();
    for (var offered : connect.services()) {
      String name = offered.discoveryName();
      String check = page.path("checks").path(name).asText("unknown");
      if (!check.equals("healthy")) {
        return Optional.of("its application is " + check);
      }
      if (!isEndpoint(task.id(), name + "." + connect.namespace(), page)) {
        return Optional.of("the registry has not told of it as a healthy instance of " + name);
      }
    }
    return Optional.empty();
  }

  private static boolean isEndpoint(String id, String service, JsonNode page) {
    for (var route : page.path("routes")) {
      if (route.path("service").asText().equals(service)) {
        for (var endpoint : route.path("endpoints")) {
          if (endpoint.path("instanceId").asText().equals(id)) {
            return endpoint.path("healthy").asBoolean();
          }
        }
      }
    }
    return false;
  }
}
