package io.fairlead.registry.api;

import static io.fairlead.registry.api.ApiServer.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.CreateServiceRequest;
import software.amazon.awssdk.services.servicediscovery.model.DnsRecord;
import software.amazon.awssdk.services.servicediscovery.model.HealthCheckType;
import software.amazon.awssdk.services.servicediscovery.model.InvalidInputException;
import software.amazon.awssdk.services.servicediscovery.model.OperationType;
import software.amazon.awssdk.services.servicediscovery.model.RecordType;
import software.amazon.awssdk.services.servicediscovery.model.RoutingPolicy;
import software.amazon.awssdk.services.servicediscovery.model.Service;
import software.amazon.awssdk.services.servicediscovery.model.ServiceChange;
import software.amazon.awssdk.services.servicediscovery.model.ServiceNotFoundException;
import software.amazon.awssdk.services.servicediscovery.model.ServiceType;

/** Terraform still writes what the SDK calls deprecated. */
@SuppressWarnings("deprecation")
class ServiceUpdateContractTest {
  private final ApiServer server = new ApiServer();
  private final ServiceDiscoveryClient aws = server.aws();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void ttlAndDescriptionChangeAndTheRestStays() {
    var before =
        create(
            server.privateNamespace("prod.local"),
            r ->
                r.description("old")
                    .dnsConfig(
                        d -> d.routingPolicy("WEIGHTED").dnsRecords(records(60, "A", "AAAA")))
                    .healthCheckCustomConfig(h -> h.failureThreshold(3)));
    update(
        before.arn(),
        s -> s.description("new").dnsConfig(d -> d.dnsRecords(records(5, "AAAA", "A"))));
    var after = service(before.id());
    assertThat(after.description()).isEqualTo("new");
    assertThat(after.dnsConfig().routingPolicy()).isEqualTo(RoutingPolicy.WEIGHTED);
    assertThat(after.dnsConfig().dnsRecords()).extracting(DnsRecord::ttl).containsOnly(5L);
    assertThat(after.healthCheckCustomConfig()).isEqualTo(before.healthCheckCustomConfig());
    assertThat(after.createDate()).isEqualTo(before.createDate());
    assertThat(after.creatorRequestId()).isEqualTo(before.creatorRequestId());
  }

  @Test
  void updateIsAnOperationOfTheService() {
    String id = create(server.httpNamespace("web"), r -> {}).id();
    String operation = aws.updateService(r -> r.id(id).service(s -> {})).operationId();
    assertThat(server.target(operation, "SERVICE")).isEqualTo(id);
    assertThat(aws.getOperation(r -> r.operationId(operation)).operation().type())
        .isEqualTo(OperationType.UPDATE_SERVICE);
    refused(
        ServiceNotFoundException.class,
        () -> aws.updateService(r -> r.id("srv-none").service(s -> {})));
  }

  @Test
  void whatIsLeftOutIsRemoved() {
    var service =
        create(
            server.target(
                aws.createPublicDnsNamespace(r -> r.name("example.com")).operationId(),
                "NAMESPACE"),
            r ->
                r.description("kept")
                    .dnsConfig(d -> d.dnsRecords(records(60, "A")))
                    .healthCheckConfig(h -> h.type("TCP")));
    update(service.id(), s -> s.dnsConfig(d -> d.dnsRecords(records(60, "A"))));
    assertThat(service(service.id()).healthCheckConfig()).isNull();
    assertThat(service(service.id()).dnsConfig()).isNotNull();
    update(service.id(), s -> s.healthCheckConfig(h -> h.type("TCP").failureThreshold(2)));
    var bare = service(service.id());
    assertThat(bare.dnsConfig()).isNull();
    assertThat(bare.type()).isEqualTo(ServiceType.HTTP);
    assertThat(bare.healthCheckConfig().failureThreshold()).isEqualTo(2);
    assertThat(bare.description()).isEqualTo("kept");
  }

  @Test
  void recordTypesCannotChange() {
    String namespace = server.privateNamespace("prod.local");
    String a = create(namespace, r -> r.dnsConfig(d -> d.dnsRecords(records(60, "A")))).id();
    assertThat(invalid(a, s -> s.dnsConfig(d -> d.dnsRecords(records(60, "AAAA")))))
        .isEqualTo(
            "The record types in the request must be the same as those present in the existing"
                + " service. Records in the existing service are [A], but the records in the"
                + " request are [AAAA]. The record types of a service cannot be changed.");
    assertThat(invalid(a, s -> s.dnsConfig(d -> d.dnsRecords(records(60, "A", "A")))))
        .contains("are [A, A]");
    assertThat(invalid(a, s -> s.dnsConfig(d -> d.dnsRecords(List.of())))).contains("are []");
    String bare = aws.createService(r -> r.name("b").namespaceId(namespace)).service().id();
    assertThat(invalid(bare, s -> s.dnsConfig(d -> d.dnsRecords(records(60, "A")))))
        .contains("existing service are []");
    assertThat(invalid(bare, s -> s.dnsConfig(d -> d.dnsRecords(List.of())))).contains("[]");
  }

  @Test
  void servicesOfHttpNamespacesChangeDescriptionAndCheck() {
    String id =
        create(server.httpNamespace("web"), r -> r.healthCheckConfig(h -> h.type("HTTP"))).id();
    update(
        id,
        s -> s.description("new").healthCheckConfig(h -> h.type("HTTP").resourcePath("/health")));
    assertThat(service(id).description()).isEqualTo("new");
    assertThat(service(id).healthCheckConfig().type()).isEqualTo(HealthCheckType.HTTP);
    assertThat(service(id).healthCheckConfig().resourcePath()).isEqualTo("/health");
    assertThat(invalid(id, s -> s.healthCheckConfig(h -> h.type("TCP"))))
        .isEqualTo("Type of health check cannot be changed");
    assertThat(invalid(id, s -> s.dnsConfig(d -> d.dnsRecords(records(60, "A")))))
        .isEqualTo("When you specify an HTTP service, you can't include a DnsConfig element.");
  }

  @Test
  void checksAreJudgedAsAtTheCreation() {
    String custom =
        create(server.httpNamespace("web"), r -> r.healthCheckCustomConfig(h -> {})).id();
    assertThat(invalid(custom, s -> s.healthCheckConfig(h -> h.type("TCP"))))
        .contains("at most one");
    String inPrivate = create(server.privateNamespace("prod.local"), r -> {}).id();
    assertThat(invalid(inPrivate, s -> s.healthCheckConfig(h -> h.type("TCP"))))
        .contains("private DNS namespace");
    assertThat(invalid(inPrivate, s -> s.healthCheckConfig(h -> h.type("UDP"))))
        .contains("'UDP' at 'service.healthCheckConfig.type'");
  }

  private Service create(String namespace, Consumer<CreateServiceRequest.Builder> more) {
    return aws.createService(
            r -> {
              r.name("api").namespaceId(namespace);
              more.accept(r);
            })
        .service();
  }

  private void update(String id, Consumer<ServiceChange.Builder> change) {
    server.target(aws.updateService(r -> r.id(id).service(change)).operationId(), "SERVICE");
  }

  private String invalid(String id, Consumer<ServiceChange.Builder> change) {
    return refused(InvalidInputException.class, () -> update(id, change))
        .awsErrorDetails()
        .errorMessage();
  }

  private Service service(String id) {
    return aws.getService(r -> r.id(id)).service();
  }

  private static List<DnsRecord> records(long ttl, String... types) {
    return Stream.of(types)
        .map(t -> DnsRecord.builder().type(RecordType.fromValue(t)).ttl(ttl).build())
        .toList();
  }
}
