package io.fairlead.launcher.partition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Cloud Map's wire format, and what of it a history of writes needs. */
final class LabApi {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String VALUE = "WRITE";
  private static final int PAGE = 100;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final URI url;
  private final Duration timeout;

  LabApi(URI url, Duration timeout) {
    this.url = url;
    this.timeout = timeout;
  }

  /**
   * An answer.
   *
   * @param code AWS's error, empty when there was none
   */
  record Answer(int status, String code, JsonNode body) {
    boolean isOk() {
      return status == 200;
    }
  }

  /** Throws when there was no answer. */
  Answer call(String operation, ObjectNode input) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "Route53AutoNaming_v20170314." + operation)
            .timeout(timeout)
            .POST(BodyPublishers.ofString(input.toString()))
            .build();
    var response = client.send(request, BodyHandlers.ofString());
    var body = JSON.readTree(response.body());
    return new Answer(response.statusCode(), body.path("__type").asText(), body);
  }

  Answer register(String service, String instance, String value)
      throws IOException, InterruptedException {
    var input = JSON.createObjectNode().put("ServiceId", service).put("InstanceId", instance);
    input.putObject("Attributes").put("AWS_INSTANCE_IPV4", "10.0.0.1").put(VALUE, value);
    return call("RegisterInstance", input);
  }

  Answer deregister(String service, String instance) throws IOException, InterruptedException {
    return call(
        "DeregisterInstance",
        JSON.createObjectNode().put("ServiceId", service).put("InstanceId", instance));
  }

  Answer createService(String namespace, String name, String description)
      throws IOException, InterruptedException {
    return call(
        "CreateService",
        JSON.createObjectNode()
            .put("Name", name)
            .put("NamespaceId", namespace)
            .put("Description", description));
  }

  Answer describe(String service, String description) throws IOException, InterruptedException {
    var input = JSON.createObjectNode().put("Id", service);
    input.putObject("Service").put("Description", description);
    return call("UpdateService", input);
  }

  /** What this node holds of a namespace: value by instance, description by service. */
  Map<String, String> contents(String namespace) throws IOException, InterruptedException {
    var held = new TreeMap<String, String>();
    var services = JSON.createObjectNode();
    var filter = services.putArray("Filters").addObject();
    filter.put("Name", "NAMESPACE_ID").put("Condition", "EQ").putArray("Values").add(namespace);
    for (var service : listed("ListServices", services, "Services")) {
      String name = service.path("Name").asText();
      held.put(key(name), service.path("Description").asText());
      var input = JSON.createObjectNode().put("ServiceId", service.path("Id").asText());
      for (var instance : listed("ListInstances", input, "Instances")) {
        held.put(
            key(name, instance.path("Id").asText()),
            instance.path("Attributes").path(VALUE).asText());
      }
    }
    return held;
  }

  static String key(String service) {
    return "description of " + service;
  }

  static String key(String service, String instance) {
    return "instance " + service + "/" + instance;
  }

  private Iterable<JsonNode> listed(String operation, ObjectNode input, String member)
      throws IOException, InterruptedException {
    var all = JSON.createArrayNode();
    input.put("MaxResults", PAGE);
    String next;
    do {
      var answer = call(operation, input);
      if (!answer.isOk()) {
        throw new IOException(operation + ": " + answer.body());
      }
      answer.body().path(member).forEach(all::add);
      next = answer.body().path("NextToken").asText();
      input.put("NextToken", next);
    } while (!next.isEmpty());
    return all;
  }
}
