package io.fairlead.registry.api;

import static io.fairlead.registry.api.ApiServer.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.InvalidInputException;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceAlreadyExistsException;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceFilter;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceNotFoundException;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceSummary;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceType;
import software.amazon.awssdk.services.servicediscovery.model.OperationStatus;
import software.amazon.awssdk.services.servicediscovery.model.OperationType;
import software.amazon.awssdk.services.servicediscovery.model.ResourceInUseException;
import software.amazon.awssdk.services.servicediscovery.model.ResourceLimitExceededException;

class NamespaceContractTest {
  private final ApiServer server = new ApiServer();
  private final ServiceDiscoveryClient aws = server.aws();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void privateNamespaceIsCreatedByAnOperationAndDescribed() {
    var created =
        aws.createPrivateDnsNamespace(
            r ->
                r.name("prod.local")
                    .vpc("vpc-1")
                    .description("production")
                    .creatorRequestId("token-1")
                    .properties(p -> p.dnsProperties(d -> d.soa(s -> s.ttl(42L)))));
    var operation = aws.getOperation(r -> r.operationId(created.operationId())).operation();
    assertThat(created.operationId()).matches("[a-z0-9]{32}-[a-z0-9]{8}");
    assertThat(operation.type()).isEqualTo(OperationType.CREATE_NAMESPACE);
    assertThat(operation.status()).isEqualTo(OperationStatus.SUCCESS);
    assertThat(operation.createDate()).isBetween(Instant.now().minusSeconds(60), Instant.now());

    String id = operation.targetsAsStrings().get("NAMESPACE");
    var namespace = aws.getNamespace(r -> r.id(id)).namespace();
    assertThat(namespace.id()).matches("ns-[a-z0-9]{16}");
    assertThat(namespace.arn())
        .isEqualTo("arn:aws:servicediscovery:us-east-1:000000000000:namespace/" + id);
    assertThat(namespace.name()).isEqualTo("prod.local");
    assertThat(namespace.type()).isEqualTo(NamespaceType.DNS_PRIVATE);
    assertThat(namespace.description()).isEqualTo("production");
    assertThat(namespace.creatorRequestId()).isEqualTo("token-1");
    assertThat(namespace.serviceCount()).isZero();
    assertThat(namespace.properties().dnsProperties().soa().ttl()).isEqualTo(42);
    assertThat(namespace.properties().dnsProperties().hostedZoneId()).matches("Z[A-Z0-9]+");
    assertThat(namespace.properties().httpProperties().httpName()).isEqualTo("prod.local");
    assertThat(Duration.between(namespace.createDate(), Instant.now()))
        .isBetween(Duration.ZERO, Duration.ofMinutes(1));
  }

  @Test
  void httpNamespaceHasNoZone() {
    String id = server.httpNamespace("V_-.dN01e");
    var properties = aws.getNamespace(r -> r.id(id)).namespace().properties();
    assertThat(properties.dnsProperties().hostedZoneId()).isNull();
    assertThat(properties.dnsProperties().soa().ttl()).isNull();
    assertThat(properties.httpProperties().httpName()).isEqualTo("V_-.dN01e");
  }

  @Test
  void publicNamespaceNeedsADot() {
    aws.createPublicDnsNamespace(r -> r.name("example.com"));
    var refused =
        refused(
            InvalidInputException.class, () -> aws.createPublicDnsNamespace(r -> r.name("local")));
    assertThat(refused.awsErrorDetails().errorMessage())
        .startsWith(
            "1 validation error detected: Value 'local' at 'name' failed to satisfy constraint:"
                + " Member must satisfy regular expression pattern: ");
  }

  @Test
  void arnStandsForTheId() {
    String id = server.httpNamespace("web");
    String arn = aws.getNamespace(r -> r.id(id)).namespace().arn();
    assertThat(aws.getNamespace(r -> r.id(arn)).namespace().id()).isEqualTo(id);
    String foreign = arn.replace("000000000000", "111111111111");
    refused(NamespaceNotFoundException.class, () -> aws.getNamespace(r -> r.id(foreign)));
  }

  @Test
  void repeatedRequestIsTheSameOperation() {
    var first = aws.createHttpNamespace(r -> r.name("web").creatorRequestId("t"));
    var again = aws.createHttpNamespace(r -> r.name("web").creatorRequestId("t"));
    assertThat(again.operationId()).isEqualTo(first.operationId());
    assertThat(server.target(again.operationId(), "NAMESPACE")).startsWith("ns-");
  }

  @Test
  void takenHttpNameTellsWhoHoldsIt() {
    aws.createHttpNamespace(r -> r.name("web").creatorRequestId("first"));
    var refused =
        refused(
            NamespaceAlreadyExistsException.class,
            () -> aws.createHttpNamespace(r -> r.name("web").creatorRequestId("second")));
    assertThat(refused.namespaceId()).startsWith("ns-");
    assertThat(refused.creatorRequestId()).isEqualTo("first");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.requestId()).isNotBlank();
  }

  @Test
  void sameTokenWithOtherInputIsAnotherRequest() {
    aws.createHttpNamespace(r -> r.name("web").creatorRequestId("t").description("one"));
    refused(
        NamespaceAlreadyExistsException.class,
        () -> aws.createHttpNamespace(r -> r.name("web").creatorRequestId("t").description("two")));
  }

  @Test
  void secondPrivateZoneOfAVpcFailsAsAnOperation() {
    server.privateNamespace("prod.local");
    var second = aws.createPrivateDnsNamespace(r -> r.name("PROD.local").vpc("vpc-1"));
    var operation = aws.getOperation(r -> r.operationId(second.operationId())).operation();
    assertThat(operation.status()).isEqualTo(OperationStatus.FAIL);
    assertThat(operation.errorCode()).isEqualTo("CANNOT_CREATE_HOSTED_ZONE");
    assertThat(operation.errorMessage()).contains("ConflictingDomainExists");
    assertThat(operation.targetsAsStrings()).isEmpty();
  }

  @Test
  void sameNameInAnotherVpcGetsItsOwnDiscoveryName() {
    String first = server.privateNamespace("prod.local");
    var created = aws.createPrivateDnsNamespace(r -> r.name("prod.local").vpc("vpc-2"));
    String second = server.target(created.operationId(), "NAMESPACE");
    assertThat(second).isNotEqualTo(first);
    assertThat(httpName(first)).isEqualTo("prod.local");
    assertThat(httpName(second)).isEqualTo("prod.local-" + second);
  }

  @Test
  void listIsFilteredByTypeNameAndOwner() {
    server.privateNamespace("prod.local");
    server.privateNamespace("test.local");
    server.httpNamespace("prod");
    assertThat(names(f -> f.name("TYPE").values("HTTP"))).containsExactly("prod");
    assertThat(names(f -> f.name("NAME").values("prod").condition("BEGINS_WITH")))
        .containsExactlyInAnyOrder("prod", "prod.local");
    assertThat(names(f -> f.name("HTTP_NAME").values("test.local"))).containsExactly("test.local");
    assertThat(names(f -> f.name("RESOURCE_OWNER").values("SELF"))).hasSize(3);
    assertThat(names(f -> f.name("RESOURCE_OWNER").values("OTHER_ACCOUNTS"))).isEmpty();
  }

  @Test
  void filterThatCannotBeIsRefused() {
    assertThat(refusedFilter(f -> f.name("TYPE").values("HTTP").condition("BETWEEN")))
        .contains("condition BETWEEN");
    assertThat(refusedFilter(f -> f.name("NAME").values("a", "b"))).contains("2 values");
    assertThat(refusedFilter(f -> f.name("VPC").values("a")))
        .isEqualTo(
            "1 validation error detected: Value 'VPC' at 'filters.1.member.name' failed to satisfy"
                + " constraint: Member must satisfy enum value set: [TYPE, NAME, HTTP_NAME,"
                + " RESOURCE_OWNER]");
  }

  @Test
  void pagesTogetherHoldEveryNamespaceOnce() {
    for (int i = 0; i < 7; i++) {
      server.httpNamespace("web-" + i);
    }
    var pages = new ArrayList<Integer>();
    var names = new ArrayList<String>();
    aws.listNamespacesPaginator(r -> r.maxResults(3))
        .forEach(
            page -> {
              pages.add(page.namespaces().size());
              page.namespaces().stream().map(NamespaceSummary::name).forEach(names::add);
            });
    assertThat(pages).containsExactly(3, 3, 1);
    assertThat(names).doesNotHaveDuplicates().hasSize(7);
  }

  @Test
  void tokenOfAnotherListIsRefused() {
    server.httpNamespace("a");
    server.httpNamespace("b");
    String token = aws.listNamespaces(r -> r.maxResults(1)).nextToken();
    for (String wrong : new String[] {token + "x", "%%%", ""}) {
      assertThat(
              refused(InvalidInputException.class, () -> aws.listServices(r -> r.nextToken(wrong))))
          .hasMessageContaining("NextToken");
    }
    assertThat(
            refused(InvalidInputException.class, () -> aws.listServices(r -> r.nextToken(token))))
        .hasMessageContaining("NextToken");
  }

  @Test
  void namespaceIsDeletedOnceItIsEmpty() {
    String id = server.httpNamespace("web");
    String service = aws.createService(r -> r.name("api").namespaceId(id)).service().id();
    refused(ResourceInUseException.class, () -> aws.deleteNamespace(r -> r.id(id)));
    aws.deleteService(r -> r.id(service));
    String operation = aws.deleteNamespace(r -> r.id(id)).operationId();
    assertThat(server.target(operation, "NAMESPACE")).isEqualTo(id);
    refused(NamespaceNotFoundException.class, () -> aws.getNamespace(r -> r.id(id)));
    refused(NamespaceNotFoundException.class, () -> aws.deleteNamespace(r -> r.id(id)));
  }

  @Test
  void recreatedNamespaceHasItsOldId() {
    var first = aws.createHttpNamespace(r -> r.name("web").creatorRequestId("t"));
    String id = server.target(first.operationId(), "NAMESPACE");
    aws.deleteNamespace(r -> r.id(id));
    var second = aws.createHttpNamespace(r -> r.name("web").creatorRequestId("t"));
    assertThat(server.target(second.operationId(), "NAMESPACE")).isEqualTo(id);
    assertThat(aws.getNamespace(r -> r.id(id)).namespace().name()).isEqualTo("web");
  }

  @Test
  void severalBrokenConstraintsAreToldAtOnce() {
    var refused =
        refused(
            InvalidInputException.class,
            () ->
                aws.createPrivateDnsNamespace(
                    r -> r.name("arn:x").creatorRequestId("t".repeat(65))));
    assertThat(refused.awsErrorDetails().errorMessage())
        .startsWith("3 validation errors detected: Value 'arn:x' at 'name' failed to satisfy")
        .contains("; Value '" + "t".repeat(65) + "' at 'creatorRequestId' failed to satisfy")
        .contains("Member must have length less than or equal to 64")
        .endsWith("; Value null at 'vpc' failed to satisfy constraint: Member must not be null");
  }

  @Test
  void filtersApplyAfterAPageIsTaken() {
    server.privateNamespace("prod.local");
    for (int i = 0; i < 4; i++) {
      server.httpNamespace("web-" + i);
    }
    var wanted = NamespaceFilter.builder().name("TYPE").values("DNS_PRIVATE").build();
    var sizes =
        aws.listNamespacesPaginator(r -> r.maxResults(1).filters(wanted)).stream()
            .map(page -> page.namespaces().size())
            .toList();
    assertThat(sizes).hasSize(5).contains(0).containsOnlyOnce(1);
  }

  @Test
  void quotaOfNamespacesIsKept() {
    for (int i = 0; i < 50; i++) {
      server.httpNamespace("web-" + i);
    }
    assertThat(
            refused(
                ResourceLimitExceededException.class,
                () -> aws.createHttpNamespace(r -> r.name("one-more"))))
        .hasMessageContaining("50");
  }

  private String httpName(String id) {
    return aws.getNamespace(r -> r.id(id)).namespace().properties().httpProperties().httpName();
  }

  private List<String> names(UnaryOperator<NamespaceFilter.Builder> filter) {
    return aws
        .listNamespaces(r -> r.filters(filter.apply(NamespaceFilter.builder()).build()))
        .namespaces()
        .stream()
        .map(NamespaceSummary::name)
        .toList();
  }

  private String refusedFilter(UnaryOperator<NamespaceFilter.Builder> filter) {
    return refused(
            InvalidInputException.class,
            () ->
                aws.listNamespaces(r -> r.filters(filter.apply(NamespaceFilter.builder()).build())))
        .awsErrorDetails()
        .errorMessage();
  }
}
