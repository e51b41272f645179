package io.fairlead.registry.api;

import static io.fairlead.registry.api.ApiServer.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.InvalidInputException;
import software.amazon.awssdk.services.servicediscovery.model.Namespace;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceNotFoundException;
import software.amazon.awssdk.services.servicediscovery.model.OperationType;
import software.amazon.awssdk.services.servicediscovery.model.PrivateDnsNamespaceChange;
import software.amazon.awssdk.services.servicediscovery.model.PublicDnsNamespaceChange;

class NamespaceUpdateContractTest {
  private final ApiServer server = new ApiServer();
  private final ServiceDiscoveryClient aws = server.aws();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void descriptionOfAnHttpNamespaceChanges() {
    String id = server.httpNamespace("web");
    var before = namespace(id);
    String operation =
        aws.updateHttpNamespace(r -> r.id(before.arn()).namespace(n -> n.description("new")))
            .operationId();
    assertThat(server.target(operation, "NAMESPACE")).isEqualTo(id);
    assertThat(aws.getOperation(r -> r.operationId(operation)).operation().type())
        .isEqualTo(OperationType.UPDATE_NAMESPACE);
    assertThat(namespace(id)).isEqualTo(before.toBuilder().description("new").build());
    aws.updateHttpNamespace(r -> r.id(id).namespace(n -> n.description("")));
    assertThat(namespace(id).description()).isNull();
  }

  @Test
  void privateNamespaceKeepsWhatIsLeftOut() {
    var created =
        aws.createPrivateDnsNamespace(r -> r.name("prod.local").vpc("vpc-1").description("old"));
    String id = server.target(created.operationId(), "NAMESPACE");
    updatePrivate(id, n -> n.properties(p -> p.dnsProperties(d -> d.soa(s -> s.ttl(77L)))));
    assertThat(namespace(id).properties().dnsProperties().soa().ttl()).isEqualTo(77);
    assertThat(namespace(id).description()).isEqualTo("old");
    updatePrivate(id, n -> n.description("new"));
    assertThat(namespace(id).properties().dnsProperties().soa().ttl()).isEqualTo(77);
    assertThat(namespace(id).description()).isEqualTo("new");
  }

  @Test
  void publicNamespaceChangesBoth() {
    var created = aws.createPublicDnsNamespace(r -> r.name("example.com"));
    String id = server.target(created.operationId(), "NAMESPACE");
    var change =
        PublicDnsNamespaceChange.builder()
            .description("new")
            .properties(p -> p.dnsProperties(d -> d.soa(s -> s.ttl(0L))))
            .build();
    aws.updatePublicDnsNamespace(r -> r.id(id).namespace(change));
    assertThat(namespace(id).properties().dnsProperties().soa().ttl()).isZero();
    assertThat(namespace(id).description()).isEqualTo("new");
  }

  @Test
  void everyTypeHasItsOwnOperation() {
    String http = server.httpNamespace("web");
    String dns = server.privateNamespace("prod.local");
    assertThat(
            refused(InvalidInputException.class, () -> updatePrivate(http, n -> n.description("x")))
                .awsErrorDetails()
                .errorMessage())
        .isEqualTo(
            "Namespace %s is of type HTTP (expected: DNS_PRIVATE, as this operation changes no other)"
                .formatted(http));
    refused(
        InvalidInputException.class,
        () -> aws.updateHttpNamespace(r -> r.id(dns).namespace(n -> n.description("x"))));
    refused(
        InvalidInputException.class,
        () -> aws.updatePublicDnsNamespace(r -> r.id(dns).namespace(n -> n.description("x"))));
    refused(
        NamespaceNotFoundException.class, () -> updatePrivate("ns-none", n -> n.description("x")));
  }

  @Test
  void whatMustBeThereIsDemanded() {
    String http = server.httpNamespace("web");
    assertThat(
            refused(
                InvalidInputException.class,
                () -> aws.updateHttpNamespace(r -> r.id(http).namespace(n -> {}))))
        .hasMessageContaining("Value null at 'namespace.description'");
    assertThat(
            refused(
                InvalidInputException.class,
                () -> updatePrivate("ns-1", n -> n.properties(p -> p.dnsProperties(d -> {})))))
        .hasMessageContaining("Value null at 'namespace.properties.dnsProperties.sOA'");
  }

  @Test
  void repeatedRequestIsTheSameOperationAndUndoesNothing() {
    String id = server.httpNamespace("web");
    String first = describe(id, "first", "one");
    assertThat(describe(id, "first", "one")).isEqualTo(first);
    assertThat(describe(id, "second", "two")).isNotEqualTo(first);
    assertThat(describe(id, "first", "one")).isEqualTo(first);
    assertThat(namespace(id).description()).isEqualTo("two");
  }

  private String describe(String id, String token, String description) {
    return aws.updateHttpNamespace(
            r -> r.id(id).updaterRequestId(token).namespace(n -> n.description(description)))
        .operationId();
  }

  private void updatePrivate(String id, Consumer<PrivateDnsNamespaceChange.Builder> change) {
    String operation = aws.updatePrivateDnsNamespace(r -> r.id(id).namespace(change)).operationId();
    assertThat(server.target(operation, "NAMESPACE")).isEqualTo(id);
  }

  private Namespace namespace(String id) {
    return aws.getNamespace(r -> r.id(id)).namespace();
  }
}
