package io.fairlead.registry.api;

import static io.fairlead.registry.api.ApiServer.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.CreateServiceRequest;
import software.amazon.awssdk.services.servicediscovery.model.DnsConfig;
import software.amazon.awssdk.services.servicediscovery.model.DnsRecord;
import software.amazon.awssdk.services.servicediscovery.model.FilterCondition;
import software.amazon.awssdk.services.servicediscovery.model.HealthCheckType;
import software.amazon.awssdk.services.servicediscovery.model.InvalidInputException;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceNotFoundException;
import software.amazon.awssdk.services.servicediscovery.model.RecordType;
import software.amazon.awssdk.services.servicediscovery.model.ResourceInUseException;
import software.amazon.awssdk.services.servicediscovery.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.servicediscovery.model.RoutingPolicy;
import software.amazon.awssdk.services.servicediscovery.model.ServiceAlreadyExistsException;
import software.amazon.awssdk.services.servicediscovery.model.ServiceFilter;
import software.amazon.awssdk.services.servicediscovery.model.ServiceNotFoundException;
import software.amazon.awssdk.services.servicediscovery.model.ServiceSummary;
import software.amazon.awssdk.services.servicediscovery.model.ServiceType;

/** Terraform still reads and writes what the SDK calls deprecated. */
@SuppressWarnings("deprecation")
class ServiceContractTest {
  private final ApiServer server = new ApiServer();
  private final ServiceDiscoveryClient aws = server.aws();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void dnsServiceIsCreatedAtOnceAndComesBackWhole() {
    String namespace = server.privateNamespace("prod.local");
    var created =
        aws.createService(
                r ->
                    r.name("backend")
                        .namespaceId(namespace)
                        .description("does it")
                        .creatorRequestId("t")
                        .dnsConfig(dns(RecordType.A, RecordType.AAAA))
                        .healthCheckCustomConfig(h -> h.failureThreshold(3)))
            .service();
    assertThat(created.id()).matches("srv-[a-z0-9]{16}");
    assertThat(created.arn())
        .isEqualTo("arn:aws:servicediscovery:us-east-1:000000000000:service/" + created.id());
    assertThat(created.type()).isEqualTo(ServiceType.DNS_HTTP);
    assertThat(created.namespaceId()).isEqualTo(namespace);
    assertThat(created.dnsConfig().namespaceId()).isEqualTo(namespace);
    assertThat(created.dnsConfig().routingPolicy()).isEqualTo(RoutingPolicy.MULTIVALUE);
    assertThat(created.dnsConfig().dnsRecords())
        .extracting(DnsRecord::type, DnsRecord::ttl)
        .containsExactly(tuple(RecordType.A, 60L), tuple(RecordType.AAAA, 60L));
    assertThat(created.healthCheckCustomConfig().failureThreshold()).isEqualTo(3);
    assertThat(created.description()).isEqualTo("does it");
    assertThat(created.creatorRequestId()).isEqualTo("t");
    assertThat(created.instanceCount()).isZero();
    assertThat(created.createDate()).isNotNull();
    assertThat(aws.getService(r -> r.id(created.id())).service()).isEqualTo(created);
    assertThat(aws.getService(r -> r.id(created.arn())).service()).isEqualTo(created);
    assertThat(aws.getNamespace(r -> r.id(namespace)).namespace().serviceCount()).isEqualTo(1);
  }

  @Test
  void namespaceMayBeNamedByDnsConfigOrByArn() {
    String namespace = server.privateNamespace("prod.local");
    String arn = aws.getNamespace(r -> r.id(namespace)).namespace().arn();
    var nested = dns(RecordType.SRV).toBuilder().namespaceId(namespace).build();
    assertThat(aws.createService(r -> r.name("a").dnsConfig(nested)).service().namespaceId())
        .isEqualTo(namespace);
    assertThat(aws.createService(r -> r.name("b").namespaceId(arn)).service().namespaceId())
        .isEqualTo(namespace);
    assertThat(invalid(r -> r.name("c"))).contains("NamespaceId is missing");
    assertThat(invalid(r -> r.name("c").namespaceId("ns-other").dnsConfig(nested)))
        .contains("ns-other", namespace, "differ");
    refused(
        NamespaceNotFoundException.class,
        () -> aws.createService(r -> r.name("c").namespaceId("ns-0000000000000000")));
  }

  @Test
  void httpServiceHasNoDnsConfig() {
    String http = server.httpNamespace("web");
    String dns = server.privateNamespace("prod.local");
    String expected = "When you specify an HTTP service, you can't include a DnsConfig element.";
    assertThat(invalid(r -> r.name("a").namespaceId(http).dnsConfig(dns(RecordType.A))))
        .isEqualTo(expected);
    assertThat(invalid(r -> r.name("a").namespaceId(dns).type("HTTP").dnsConfig(dns(RecordType.A))))
        .isEqualTo(expected);
    var service = aws.createService(r -> r.name("a").namespaceId(dns).type("HTTP")).service();
    assertThat(service.type()).isEqualTo(ServiceType.HTTP);
    assertThat(service.dnsConfig()).isNull();
  }

  @Test
  void onlySomeRecordTypesGoTogether() {
    String id = server.privateNamespace("prod.local");
    assertThat(
            invalid(r -> r.name("a").namespaceId(id).dnsConfig(dns(RecordType.A, RecordType.SRV))))
        .isEqualTo(
            "DnsRecords has the types [A, SRV] (expected: A, AAAA, A and AAAA, SRV, or CNAME)");
    assertThat(invalid(r -> r.name("a").namespaceId(id).dnsConfig(dns(RecordType.A, RecordType.A))))
        .contains("[A, A]");
    assertThat(invalid(r -> r.name("a").namespaceId(id).dnsConfig(dns()))).contains("types []");
  }

  @Test
  void cnameIsAlwaysWeighted() {
    String id = server.privateNamespace("prod.local");
    var cname = dns(RecordType.CNAME);
    var service = aws.createService(r -> r.name("a").namespaceId(id).dnsConfig(cname)).service();
    assertThat(service.dnsConfig().routingPolicy()).isEqualTo(RoutingPolicy.WEIGHTED);
    var multivalue = cname.toBuilder().routingPolicy(RoutingPolicy.MULTIVALUE).build();
    assertThat(invalid(r -> r.name("b").namespaceId(id).dnsConfig(multivalue)))
        .contains("MULTIVALUE");
  }

  @Test
  void healthChecksGoOnlyWhereTheyCanWork() {
    String dns = server.privateNamespace("prod.local");
    String http = server.httpNamespace("web");
    assertThat(invalid(r -> r.name("a").namespaceId(dns).healthCheckConfig(h -> h.type("TCP"))))
        .contains("private DNS namespace");
    assertThat(
            invalid(
                r ->
                    r.name("a")
                        .namespaceId(http)
                        .healthCheckConfig(h -> h.type("TCP"))
                        .healthCheckCustomConfig(h -> {})))
        .contains("at most one");
    assertThat(
            invalid(
                r ->
                    r.name("a")
                        .namespaceId(http)
                        .healthCheckConfig(h -> h.type("TCP").resourcePath("/"))))
        .contains("ResourcePath");
    var checked =
        aws.createService(r -> r.name("a").namespaceId(http).healthCheckConfig(h -> h.type("HTTP")))
            .service()
            .healthCheckConfig();
    assertThat(checked.type()).isEqualTo(HealthCheckType.HTTP);
    assertThat(checked.resourcePath()).isEqualTo("/");
    assertThat(checked.failureThreshold()).isEqualTo(1);
  }

  @Test
  void numbersAndEnumsAreHeldToTheirRanges() {
    String id = server.privateNamespace("prod.local");
    var negative =
        DnsConfig.builder().dnsRecords(DnsRecord.builder().type("MX").ttl(-1L).build()).build();
    assertThat(
            invalid(
                r ->
                    r.name("a")
                        .namespaceId(id)
                        .dnsConfig(negative)
                        .healthCheckCustomConfig(h -> h.failureThreshold(11))))
        .isEqualTo(
            "3 validation errors detected: Value 'MX' at 'dnsConfig.dnsRecords.1.member.type'"
                + " failed to satisfy constraint: Member must satisfy enum value set: [SRV, A,"
                + " AAAA, CNAME]; Value '-1' at 'dnsConfig.dnsRecords.1.member.tTL' failed to"
                + " satisfy constraint: Member must have value greater than or equal to 0; Value"
                + " '11' at 'healthCheckCustomConfig.failureThreshold' failed to satisfy"
                + " constraint: Member must have value less than or equal to 10");
  }

  @Test
  void namesFollowAwsPattern() {
    String id = server.privateNamespace("prod.local");
    for (String good : new String[] {"_http._tcp", "a", ".", "A-b_c.d"}) {
      aws.createService(r -> r.name(good).namespaceId(id));
    }
    for (String bad : new String[] {"-a", "a-", "a..b", "a b", "ä", "", "x".repeat(64)}) {
      assertThat(invalid(r -> r.name(bad).namespaceId(id)))
          .as(bad)
          .contains("at 'name' failed to satisfy constraint");
    }
  }

  @Test
  void dnsNameMustFitIntoDns() {
    String id = server.privateNamespace("n".repeat(200));
    String name = "a".repeat(60);
    assertThat(invalid(r -> r.name(name).namespaceId(id).dnsConfig(dns(RecordType.A))))
        .contains("261 characters");
  }

  @Test
  void repeatedRequestReturnsTheService() {
    String id = server.privateNamespace("prod.local");
    Consumer<CreateServiceRequest.Builder> request =
        r -> r.name("a").namespaceId(id).creatorRequestId("t").dnsConfig(dns(RecordType.A));
    var first = aws.createService(request).service();
    assertThat(aws.createService(request).service()).isEqualTo(first);
  }

  @Test
  void takenNameTellsWhoHoldsIt() {
    String id = server.privateNamespace("prod.local");
    var first =
        aws.createService(r -> r.name("api").namespaceId(id).creatorRequestId("one")).service();
    var taken =
        refused(
            ServiceAlreadyExistsException.class,
            () -> aws.createService(r -> r.name("API").namespaceId(id)));
    assertThat(taken.serviceId()).isEqualTo(first.id());
    assertThat(taken.serviceArn()).isEqualTo(first.arn());
    assertThat(taken.creatorRequestId()).isEqualTo("one");
    refused(
        ServiceAlreadyExistsException.class,
        () ->
            aws.createService(
                r -> r.name("api").namespaceId(id).creatorRequestId("one").description("other")));
  }

  @Test
  void httpNamesMayDifferByCaseOnly() {
    String id = server.httpNamespace("web");
    assertThat(server.service(id, "api")).isNotEqualTo(server.service(id, "API"));
  }

  @Test
  void listIsFilteredByNamespaceAndPaged() {
    String one = server.httpNamespace("one");
    String two = server.httpNamespace("two");
    for (int i = 0; i < 5; i++) {
      server.service(one, "api-" + i);
      server.service(two, "api-" + i);
    }
    String arn = aws.getNamespace(r -> r.id(one)).namespace().arn();
    for (String named : new String[] {one, arn}) {
      var filter = ServiceFilter.builder().name("NAMESPACE_ID").values(named).build();
      var names = new ArrayList<String>();
      aws.listServicesPaginator(r -> r.filters(filter).maxResults(2)).stream()
          .flatMap(page -> page.services().stream())
          .map(ServiceSummary::name)
          .forEach(names::add);
      assertThat(names).containsExactlyInAnyOrder("api-0", "api-1", "api-2", "api-3", "api-4");
    }
    var in =
        ServiceFilter.builder()
            .name("NAMESPACE_ID")
            .values(one)
            .condition(FilterCondition.IN)
            .build();
    refused(InvalidInputException.class, () -> aws.listServices(r -> r.filters(in)));
  }

  @Test
  void serviceIsDeletedOnceItIsEmpty() {
    String id = server.service(server.httpNamespace("web"), "api");
    server.register(id, "i-1", Map.of("k", "v"));
    assertThat(refused(ResourceInUseException.class, () -> aws.deleteService(r -> r.id(id))))
        .hasMessageContaining("Service contains registered instances");
    aws.deregisterInstance(r -> r.serviceId(id).instanceId("i-1"));
    aws.deleteService(r -> r.id(id));
    refused(ServiceNotFoundException.class, () -> aws.getService(r -> r.id(id)));
    refused(ServiceNotFoundException.class, () -> aws.deleteService(r -> r.id(id)));
  }

  @Test
  void quotaOfServicesIsKeptPerNamespace() {
    try (var small = new ApiServer("--quotas.servicesPerNamespace=2")) {
      String one = small.httpNamespace("one");
      small.service(one, "a");
      small.service(one, "b");
      refused(ResourceLimitExceededException.class, () -> small.service(one, "c"));
      refused(ServiceAlreadyExistsException.class, () -> small.service(one, "b"));
      small.service(small.httpNamespace("two"), "c");
    }
  }

  private String invalid(Consumer<CreateServiceRequest.Builder> request) {
    return refused(InvalidInputException.class, () -> aws.createService(request))
        .awsErrorDetails()
        .errorMessage();
  }

  private static DnsConfig dns(RecordType... types) {
    return DnsConfig.builder()
        .dnsRecords(
            Arrays.stream(types).map(t -> DnsRecord.builder().type(t).ttl(60L).build()).toList())
        .build();
  }
}
