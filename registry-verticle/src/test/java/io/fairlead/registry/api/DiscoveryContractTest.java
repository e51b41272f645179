package io.fairlead.registry.api;

import static io.fairlead.registry.api.ApiServer.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.DiscoverInstancesRequest;
import software.amazon.awssdk.services.servicediscovery.model.HealthStatus;
import software.amazon.awssdk.services.servicediscovery.model.HttpInstanceSummary;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceNotFoundException;
import software.amazon.awssdk.services.servicediscovery.model.RequestLimitExceededException;
import software.amazon.awssdk.services.servicediscovery.model.ServiceNotFoundException;

class DiscoveryContractTest {
  private final ApiServer server = new ApiServer();
  private final ServiceDiscoveryClient aws = server.aws();
  private String namespace;
  private String service;

  @BeforeEach
  void threeInstancesOneOfThemIll() {
    namespace = server.privateNamespace("prod.local");
    service =
        aws.createService(
                r -> r.name("api").namespaceId(namespace).healthCheckCustomConfig(h -> {}))
            .service()
            .id();
    server.register(service, "blue-1", Map.of("color", "blue", "size", "s"));
    server.register(service, "blue-2", Map.of("color", "blue", "size", "l"));
    server.register(service, "red-1", Map.of("color", "red", "size", "s"));
    push("red-1", "UNHEALTHY");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void healthyInstancesAreReturnedByDefault() {
    var found = aws.discoverInstances(r -> r.namespaceName("prod.local").serviceName("api"));
    assertThat(found.instances())
        .extracting(HttpInstanceSummary::instanceId)
        .containsExactlyInAnyOrder("blue-1", "blue-2");
    assertThat(found.instances())
        .allSatisfy(
            instance -> {
              assertThat(instance.namespaceName()).isEqualTo("prod.local");
              assertThat(instance.serviceName()).isEqualTo("api");
              assertThat(instance.healthStatus()).isEqualTo(HealthStatus.HEALTHY);
              assertThat(instance.attributes()).containsEntry("color", "blue");
            });
    assertThat(found.instancesRevision()).isPositive();
  }

  @Test
  void defaultIsASetting() {
    try (var all = new ApiServer("--discoverHealthDefault=ALL")) {
      String web = all.httpNamespace("web");
      String id =
          all.aws()
              .createService(r -> r.name("api").namespaceId(web).healthCheckCustomConfig(h -> {}))
              .service()
              .id();
      all.register(id, "i-1", Map.of("AWS_INIT_HEALTH_STATUS", "UNHEALTHY"));
      assertThat(
              all.aws()
                  .discoverInstances(r -> r.namespaceName("web").serviceName("api"))
                  .instances())
          .hasSize(1);
    }
  }

  @Test
  void healthFilterChooses() {
    assertThat(found(r -> r.healthStatus("UNHEALTHY"))).containsExactly("red-1");
    assertThat(found(r -> r.healthStatus("ALL"))).hasSize(3);
    assertThat(found(r -> r.healthStatus("HEALTHY_OR_ELSE_ALL"))).hasSize(2);
    push("blue-1", "UNHEALTHY");
    push("blue-2", "UNHEALTHY");
    assertThat(found(r -> r.healthStatus("HEALTHY"))).isEmpty();
    assertThat(found(r -> r.healthStatus("HEALTHY_OR_ELSE_ALL"))).hasSize(3);
  }

  @Test
  void healthCountsForNothingWhenNobodyChecks() {
    String unchecked = server.service(namespace, "plain");
    server.register(unchecked, "i-1", Map.of("k", "v"));
    var found =
        aws.discoverInstances(
                r -> r.namespaceName("prod.local").serviceName("plain").healthStatus("UNHEALTHY"))
            .instances();
    assertThat(found)
        .extracting(HttpInstanceSummary::healthStatus)
        .containsExactly(HealthStatus.UNKNOWN);
  }

  @Test
  void queryParametersMustMatchAndOptionalOnesMay() {
    assertThat(found(r -> r.queryParameters(Map.of("color", "blue", "size", "l"))))
        .containsExactly("blue-2");
    assertThat(found(r -> r.queryParameters(Map.of("color", "green")))).isEmpty();
    assertThat(found(r -> r.optionalParameters(Map.of("size", "l")))).containsExactly("blue-2");
    assertThat(found(r -> r.optionalParameters(Map.of("size", "xl")))).hasSize(2);
  }

  @Test
  void orderIsRandomAndTheNumberBounded() {
    var first = new HashSet<String>();
    for (int i = 0; i < 64; i++) {
      var found = found(r -> r.maxResults(1));
      assertThat(found).hasSize(1);
      first.addAll(found);
    }
    assertThat(first).containsExactlyInAnyOrder("blue-1", "blue-2");
  }

  @Test
  void revisionRisesWithInstancesAndNotWithHealth() {
    long before = revision();
    push("blue-1", "UNHEALTHY");
    assertThat(revision()).isEqualTo(before);
    server.register(service, "green-1", Map.of("color", "green"));
    assertThat(revision()).isGreaterThan(before);
  }

  @Test
  void namespaceArnStandsForItsName() {
    String arn = aws.getNamespace(r -> r.id(namespace)).namespace().arn();
    assertThat(aws.discoverInstances(r -> r.namespaceName(arn).serviceName("api")).instances())
        .hasSize(2);
  }

  @Test
  void eachNamespaceOfOneNameIsFoundByItsOwnDiscoveryName() {
    var created = aws.createPrivateDnsNamespace(r -> r.name("prod.local").vpc("vpc-2"));
    String second = server.target(created.operationId(), "NAMESPACE");
    server.register(server.service(second, "api"), "other", Map.of("k", "v"));
    String name =
        aws.getNamespace(r -> r.id(second)).namespace().properties().httpProperties().httpName();
    assertThat(aws.discoverInstances(r -> r.namespaceName(name).serviceName("api")).instances())
        .extracting(HttpInstanceSummary::instanceId, HttpInstanceSummary::namespaceName)
        .containsExactly(tuple("other", name));
    assertThat(found(r -> {})).hasSize(2);
  }

  @Test
  void unknownNamesAreTold() {
    refused(
        NamespaceNotFoundException.class,
        () -> aws.discoverInstances(r -> r.namespaceName("nowhere").serviceName("api")));
    refused(
        ServiceNotFoundException.class,
        () -> aws.discoverInstances(r -> r.namespaceName("prod.local").serviceName("nothing")));
    refused(
        NamespaceNotFoundException.class,
        () ->
            aws.discoverInstancesRevision(
                r ->
                    r.namespaceName("prod.local").serviceName("api").ownerAccount("111111111111")));
  }

  @Test
  void tooManyDiscoveriesAreThrottled() {
    try (var slow =
        new ApiServer(
            "--quotas.throttle.discoverPerSecond=1", "--quotas.throttle.discoverBurst=2")) {
      slow.service(slow.httpNamespace("web"), "api");
      refused(
          RequestLimitExceededException.class,
          () -> {
            for (int i = 0; i < 50; i++) {
              slow.aws().discoverInstances(r -> r.namespaceName("web").serviceName("api"));
            }
          });
    }
  }

  private List<String> found(Consumer<DiscoverInstancesRequest.Builder> more) {
    var request = DiscoverInstancesRequest.builder().namespaceName("prod.local").serviceName("api");
    more.accept(request);
    return aws.discoverInstances(request.build()).instances().stream()
        .map(HttpInstanceSummary::instanceId)
        .toList();
  }

  private long revision() {
    return aws.discoverInstancesRevision(r -> r.namespaceName("prod.local").serviceName("api"))
        .instancesRevision();
  }

  private void push(String instance, String status) {
    aws.updateInstanceCustomHealthStatus(
        r -> r.serviceId(service).instanceId(instance).status(status));
  }
}
