package io.fairlead.registry.api;

import static io.fairlead.registry.api.ApiServer.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.InvalidInputException;
import software.amazon.awssdk.services.servicediscovery.model.ServiceAttributesLimitExceededException;
import software.amazon.awssdk.services.servicediscovery.model.ServiceNotFoundException;

class ServiceAttributeContractTest {
  private final ApiServer server = new ApiServer();
  private final ServiceDiscoveryClient aws = server.aws();
  private String service;

  @BeforeEach
  void makeService() {
    service = server.service(server.httpNamespace("web"), "api");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void attributesAreAddedReplacedAndRemoved() {
    assertThat(attributes()).isEmpty();
    update(Map.of("team", "shop", "port", "80"));
    update(Map.of("port", "81", "empty", ""));
    assertThat(attributes()).isEqualTo(Map.of("team", "shop", "port", "81", "empty", ""));
    aws.deleteServiceAttributes(r -> r.serviceId(service).attributes("team", "never"));
    assertThat(attributes()).isEqualTo(Map.of("port", "81", "empty", ""));
  }

  @Test
  void answerNamesServiceAndOwner() {
    var arn = aws.getService(r -> r.id(service)).service().arn();
    aws.updateServiceAttributes(r -> r.serviceId(arn).attributes(Map.of("a", "1")));
    var told = aws.getServiceAttributes(r -> r.serviceId(arn)).serviceAttributes();
    assertThat(told.serviceArn()).isEqualTo(arn);
    assertThat(told.resourceOwner()).isEqualTo("000000000000");
    assertThat(told.attributes()).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void serviceHasNoMoreThanThirty() {
    update(many(30));
    update(Map.of("k1", "other"));
    assertThat(
            refused(
                ServiceAttributesLimitExceededException.class, () -> update(Map.of("more", "1"))))
        .hasMessageContaining("at most 30");
    assertThat(attributes()).hasSize(30);
    refused(InvalidInputException.class, () -> update(many(31)));
  }

  @Test
  void keysAndValuesAreBounded() {
    update(Map.of("k".repeat(255), "v".repeat(1024)));
    refused(InvalidInputException.class, () -> update(Map.of("k".repeat(256), "v")));
    refused(InvalidInputException.class, () -> update(Map.of("k", "v".repeat(1025))));
    refused(InvalidInputException.class, () -> update(Map.of()));
    refused(
        InvalidInputException.class,
        () -> aws.deleteServiceAttributes(r -> r.serviceId(service).attributes(List.of())));
  }

  @Test
  void attributesGoWithTheService() {
    update(Map.of("a", "1"));
    String gone = service;
    aws.deleteService(r -> r.id(gone));
    refused(ServiceNotFoundException.class, () -> aws.getServiceAttributes(r -> r.serviceId(gone)));
    refused(ServiceNotFoundException.class, () -> update(Map.of("a", "1")));
    refused(
        ServiceNotFoundException.class,
        () -> aws.deleteServiceAttributes(r -> r.serviceId(gone).attributes("a")));
    String namespace = aws.listNamespaces(r -> {}).namespaces().get(0).id();
    assertThat(server.service(namespace, "api")).isEqualTo(gone);
    assertThat(attributes()).isEmpty();
  }

  private void update(Map<String, String> attributes) {
    aws.updateServiceAttributes(r -> r.serviceId(service).attributes(attributes));
  }

  private Map<String, String> attributes() {
    return aws.getServiceAttributes(r -> r.serviceId(service)).serviceAttributes().attributes();
  }

  private static Map<String, String> many(int count) {
    var many = new HashMap<String, String>();
    for (int i = 0; i < count; i++) {
      many.put("k" + i, "v");
    }
    return many;
  }
}
