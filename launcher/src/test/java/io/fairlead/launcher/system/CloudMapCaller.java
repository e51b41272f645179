package io.fairlead.launcher.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Speaks Cloud Map's wire format to one registry node, without an SDK between. */
final class CloudMapCaller {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI url;

  CloudMapCaller(URI url) {
    this.url = url;
  }

  /** Makes a service in the demo's namespace and registers one instance of it. */
  void registerOnce(String service, String instance, String ipv4) {
    register(createService("demo.local", service), instance, ipv4);
  }

  /** The id of a new service with A records. */
  String createService(String namespace, String name) {
    return call(
            "CreateService",
            "{\"Name\":\"%s\",\"NamespaceId\":\"%s\",\"DnsConfig\":{\"DnsRecords\":[{\"Type\":\"A\",\"TTL\":5}]}}"
                .formatted(name, namespaceId(namespace)))
        .path("Service")
        .path("Id")
        .asText();
  }

  void register(String serviceId, String instance, String ipv4) {
    call(
        "RegisterInstance",
        "{\"ServiceId\":\"%s\",\"InstanceId\":\"%s\",\"Attributes\":{\"AWS_INSTANCE_IPV4\":\"%s\",\"AWS_INSTANCE_PORT\":\"9\"}}"
            .formatted(serviceId, instance, ipv4));
  }

  /** How many healthy instances there are. */
  int discover(String namespace, String service) {
    return call(
            "DiscoverInstances",
            "{\"NamespaceName\":\"%s\",\"ServiceName\":\"%s\"}".formatted(namespace, service))
        .path("Instances")
        .size();
  }

  private String namespaceId(String name) {
    for (var namespace : call("ListNamespaces", "{}").path("Namespaces")) {
      if (namespace.path("Name").asText().equals(name)) {
        return namespace.path("Id").asText();
      }
    }
    throw new IllegalStateException("there is no namespace " + name);
  }

  /** The answer of an operation; fails when it is not answered with 200. */
  JsonNode call(String operation, String body) {
    var request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "Route53AutoNaming_v20170314." + operation)
            .timeout(Duration.ofSeconds(20))
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      var response = CLIENT.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(operation + ": " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
