package io.fairlead.benchmarks.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.benchmarks.process.ServerFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Cloud Map's JSON 1.1, one call at a time. */
public final class CloudMapCalls {
  private static final String TARGET = "Route53AutoNaming_v20170314.";
  private static final String TYPE = "application/x-amz-json-1.1";

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final int port;

  /** Calls a registry on loopback. */
  public CloudMapCalls(int port) {
    this.port = port;
  }

  /** A request for a load generator. */
  static byte[] encode(String operation, String input) {
    String headers =
        "Content-Type: %s\r\nX-Amz-Target: %s%s\r\n".formatted(TYPE, TARGET, operation);
    return HttpText.post("/", headers, input);
  }

  /** A namespace for the API only; its id. */
  public String createNamespace(String name) throws IOException, InterruptedException {
    return namespaceOf(call("CreateHttpNamespace", "{\"Name\":\"%s\"}".formatted(name)));
  }

  /** A namespace whose services a DNS server answers for; its id. */
  public String createDnsNamespace(String name) throws IOException, InterruptedException {
    return namespaceOf(
        call("CreatePrivateDnsNamespace", "{\"Name\":\"%s\",\"Vpc\":\"vpc-1\"}".formatted(name)));
  }

  private String namespaceOf(JsonNode accepted) throws IOException, InterruptedException {
    String id = accepted.path("OperationId").asText();
    var operation = call("GetOperation", "{\"OperationId\":\"%s\"}".formatted(id));
    return operation.at("/Operation/Targets/NAMESPACE").asText();
  }

  /** A service without records; its id. */
  public String createService(String namespaceId, String name)
      throws IOException, InterruptedException {
    String input = "{\"Name\":\"%s\",\"NamespaceId\":\"%s\"}".formatted(name, namespaceId);
    return call("CreateService", input).at("/Service/Id").asText();
  }

  /**
   * A service that DNS answers for with the addresses of its healthy instances; its id.
   *
   * @param pushedHealth whether its instances' health is what {@link #pushHealth} says
   */
  public String createAddressService(
      String namespaceId, String name, int ttlSeconds, boolean pushedHealth)
      throws IOException, InterruptedException {
    String health = pushedHealth ? ",\"HealthCheckCustomConfig\":{\"FailureThreshold\":1}" : "";
    String input =
        """
        {"Name":"%s","NamespaceId":"%s","DnsConfig":{"RoutingPolicy":"MULTIVALUE",
        "DnsRecords":[{"Type":"A","TTL":%d}]}%s}"""
            .formatted(name, namespaceId, ttlSeconds, health);
    return call("CreateService", input).at("/Service/Id").asText();
  }

  /** Registers an instance that has an IPv4 address and nothing else. */
  public void register(String serviceId, String instanceId, String address)
      throws IOException, InterruptedException {
    call(
        "RegisterInstance",
        """
        {"ServiceId":"%s","InstanceId":"%s","Attributes":{"AWS_INSTANCE_IPV4":"%s"}}"""
            .formatted(serviceId, instanceId, address));
  }

  /** Registers an instance that has an IPv4 address and a port. */
  public void register(String serviceId, String instanceId, String address, int port)
      throws IOException, InterruptedException {
    call(
        "RegisterInstance",
        """
        {"ServiceId":"%s","InstanceId":"%s","Attributes":{"AWS_INSTANCE_IPV4":"%s","AWS_INSTANCE_PORT":"%d"}}"""
            .formatted(serviceId, instanceId, address, port));
  }

  /** Takes an instance out. */
  public void deregister(String serviceId, String instanceId)
      throws IOException, InterruptedException {
    call(
        "DeregisterInstance",
        "{\"ServiceId\":\"%s\",\"InstanceId\":\"%s\"}".formatted(serviceId, instanceId));
  }

  /** Says whether an instance of a service with pushed health is healthy. */
  public void pushHealth(String serviceId, String instanceId, boolean healthy)
      throws IOException, InterruptedException {
    call(
        "UpdateInstanceCustomHealthStatus",
        """
        {"ServiceId":"%s","InstanceId":"%s","Status":"%s"}"""
            .formatted(serviceId, instanceId, healthy ? "HEALTHY" : "UNHEALTHY"));
  }

  /** Fails with a {@link ServerFailure} unless it is answered with 200. */
  public JsonNode call(String operation, String input) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
            .header("Content-Type", TYPE)
            .header("X-Amz-Target", TARGET + operation)
            .POST(BodyPublishers.ofString(input))
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new ServerFailure(operation + " was answered with " + answer.body());
    }
    return json.readTree(answer.body());
  }
}
