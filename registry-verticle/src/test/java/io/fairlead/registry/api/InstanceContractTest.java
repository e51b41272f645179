package io.fairlead.registry.api;

import static io.fairlead.registry.api.ApiServer.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.CustomHealthNotFoundException;
import software.amazon.awssdk.services.servicediscovery.model.CustomHealthStatus;
import software.amazon.awssdk.services.servicediscovery.model.DnsRecord;
import software.amazon.awssdk.services.servicediscovery.model.HealthStatus;
import software.amazon.awssdk.services.servicediscovery.model.InstanceNotFoundException;
import software.amazon.awssdk.services.servicediscovery.model.InstanceSummary;
import software.amazon.awssdk.services.servicediscovery.model.InvalidInputException;
import software.amazon.awssdk.services.servicediscovery.model.OperationType;
import software.amazon.awssdk.services.servicediscovery.model.RecordType;
import software.amazon.awssdk.services.servicediscovery.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.servicediscovery.model.ServiceNotFoundException;

class InstanceContractTest {
  private final ApiServer server = new ApiServer();
  private final ServiceDiscoveryClient aws = server.aws();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void registeredInstanceIsFoundUntilItIsDeregistered() {
    String service = dnsService(RecordType.A);
    var attributes = Map.of("AWS_INSTANCE_IPV4", "10.0.0.1", "zone", "a b\tc", "empty", "");
    var registered =
        aws.registerInstance(
            r ->
                r.serviceId(service)
                    .instanceId("i/1:a@b.c-_")
                    .creatorRequestId("t")
                    .attributes(attributes));
    var operation = aws.getOperation(r -> r.operationId(registered.operationId())).operation();
    assertThat(operation.type()).isEqualTo(OperationType.REGISTER_INSTANCE);
    assertThat(operation.targetsAsStrings())
        .isEqualTo(Map.of("SERVICE", service, "INSTANCE", "i/1:a@b.c-_"));

    var found = aws.getInstance(r -> r.serviceId(service).instanceId("i/1:a@b.c-_"));
    assertThat(found.resourceOwner()).isEqualTo("000000000000");
    assertThat(found.instance().attributes()).isEqualTo(attributes);
    assertThat(found.instance().creatorRequestId()).isEqualTo("t");
    assertThat(aws.getService(r -> r.id(service)).service().instanceCount()).isEqualTo(1);

    var gone = aws.deregisterInstance(r -> r.serviceId(service).instanceId("i/1:a@b.c-_"));
    assertThat(server.target(gone.operationId(), "INSTANCE")).isEqualTo("i/1:a@b.c-_");
    refused(
        InstanceNotFoundException.class,
        () -> aws.getInstance(r -> r.serviceId(service).instanceId("i/1:a@b.c-_")));
    refused(
        InstanceNotFoundException.class,
        () -> aws.deregisterInstance(r -> r.serviceId(service).instanceId("i/1:a@b.c-_")));
  }

  @Test
  void secondRegistrationReplacesTheFirst() {
    String service = httpService();
    server.register(service, "i-1", Map.of("v", "1"));
    server.register(service, "i-1", Map.of("v", "2"));
    var instances = aws.listInstances(r -> r.serviceId(service)).instances();
    assertThat(instances).hasSize(1);
    assertThat(instances.get(0).attributes()).containsEntry("v", "2");
  }

  @Test
  void repeatedRegistrationIsTheSameOperationAndRaisesNoRevision() {
    String service = httpService();
    String first = registerWithToken(service, "1");
    long revision = revision();
    assertThat(registerWithToken(service, "1")).isEqualTo(first);
    assertThat(revision()).isEqualTo(revision);
    assertThat(registerWithToken(service, "2")).isNotEqualTo(first);
    assertThat(revision()).isGreaterThan(revision);
  }

  @Test
  void recordsDemandTheirAttributes() {
    String namespace = server.privateNamespace("prod.local");
    assertThat(invalid(server.service(namespace, "a", RecordType.A), Map.of("k", "v")))
        .isEqualTo("Attribute AWS_INSTANCE_IPV4 is missing (the service has an A record)");
    assertThat(invalid(server.service(namespace, "aaaa", RecordType.AAAA), Map.of("k", "v")))
        .contains("AWS_INSTANCE_IPV6 is missing");
    assertThat(
            invalid(
                server.service(namespace, "both", RecordType.A, RecordType.AAAA), Map.of("k", "v")))
        .contains("AWS_INSTANCE_IPV4 or AWS_INSTANCE_IPV6 is missing");
    assertThat(invalid(server.service(namespace, "cname", RecordType.CNAME), Map.of("k", "v")))
        .contains("AWS_INSTANCE_CNAME is missing");
    String srv = server.service(namespace, "srv", RecordType.SRV);
    assertThat(invalid(srv, Map.of("AWS_INSTANCE_IPV4", "10.0.0.1")))
        .contains("AWS_INSTANCE_PORT is missing");
    assertThat(invalid(srv, Map.of("AWS_INSTANCE_PORT", "80")))
        .contains("AWS_INSTANCE_IPV4 or AWS_INSTANCE_IPV6 is missing");
    server.register(srv, "i-1", Map.of("AWS_INSTANCE_IPV6", "::1", "AWS_INSTANCE_PORT", "80"));
  }

  @Test
  void awsOwnAttributesHoldWhatTheySay() {
    String service = httpService();
    for (var wrong :
        Map.of(
                "AWS_INSTANCE_IPV4", "10.0.0.256",
                "AWS_INSTANCE_IPV6", "[::1]",
                "AWS_INSTANCE_PORT", "65536",
                "AWS_INSTANCE_CNAME", "a..b",
                "AWS_INIT_HEALTH_STATUS", "FINE",
                "aws_mine", "x",
                "AWS_OTHER", "x")
            .entrySet()) {
      assertThat(invalid(service, Map.of(wrong.getKey(), wrong.getValue())))
          .contains(wrong.getKey())
          .contains("expected: ");
    }
  }

  @Test
  void aliasStandsAlone() {
    String namespace = server.privateNamespace("prod.local");
    var alias = Map.of("AWS_ALIAS_DNS_NAME", "lb.example.com");
    assertThat(invalid(server.service(namespace, "multi", RecordType.A), alias))
        .contains("WEIGHTED");
    String weighted =
        aws.createService(
                r ->
                    r.name("weighted")
                        .namespaceId(namespace)
                        .dnsConfig(
                            d ->
                                d.routingPolicy("WEIGHTED")
                                    .dnsRecords(DnsRecord.builder().type("A").ttl(60L).build())))
            .service()
            .id();
    server.register(weighted, "i-1", alias);
    var both = new HashMap<>(alias);
    both.put("AWS_INSTANCE_IPV4", "10.0.0.1");
    assertThat(invalid(weighted, both)).contains("AWS_ALIAS_DNS_NAME stands beside");
  }

  @Test
  void ec2InstancesStandAloneInHttpNamespaces() {
    var ec2 = Map.of("AWS_EC2_INSTANCE_ID", "i-0123456789abcdef0");
    assertThat(invalid(dnsService(RecordType.A), ec2)).contains("DNS namespace");
    String service = httpService();
    assertThat(invalid(service, Map.of("AWS_EC2_INSTANCE_ID", "i-0", "k", "v")))
        .contains("only AWS_INIT_HEALTH_STATUS");
    server.register(service, "i-1", ec2);
  }

  @Test
  void attributesAreBounded() {
    String service = httpService();
    var many = new HashMap<String, String>();
    for (int i = 0; i < 31; i++) {
      many.put("k" + i, "v");
    }
    assertThat(invalid(service, many)).contains("31 custom attributes (expected: at most 30)");
    var big = new HashMap<String, String>();
    for (int i = 0; i < 5; i++) {
      big.put("k" + i, "v".repeat(1000));
    }
    assertThat(invalid(service, big)).contains("5010 characters (expected: at most 5000)");
    assertThat(invalid(service, Map.of("a b", "v"))).contains("Map keys must satisfy constraint");
    assertThat(invalid(service, Map.of("k", " v")))
        .contains("at 'attributes' failed to satisfy constraint: Map value must satisfy");
    assertThat(invalid(service, Map.of("k", "v".repeat(1025)))).contains("equal to 1024");
  }

  @Test
  void instancesNeedAServiceAndAnId() {
    refused(
        ServiceNotFoundException.class,
        () ->
            aws.registerInstance(
                r -> r.serviceId("srv-none").instanceId("i").attributes(Map.of("k", "v"))));
    String service = httpService();
    assertThat(
            refused(
                InvalidInputException.class,
                () ->
                    aws.registerInstance(
                        r -> r.serviceId(service).instanceId("a b").attributes(Map.of("k", "v")))))
        .hasMessageContaining("at 'instanceId' failed");
  }

  @Test
  void listPagesHoldEveryInstanceOnce() {
    String service = httpService();
    for (int i = 0; i < 7; i++) {
      server.register(service, "i-" + i, Map.of("k", "v"));
    }
    var ids = new ArrayList<String>();
    aws.listInstancesPaginator(r -> r.serviceId(service).maxResults(3)).stream()
        .flatMap(page -> page.instances().stream())
        .map(InstanceSummary::id)
        .forEach(ids::add);
    assertThat(ids).containsExactly("i-0", "i-1", "i-2", "i-3", "i-4", "i-5", "i-6");
  }

  @Test
  void pushedHealthIsToldAndNeedsACustomConfig() {
    String service = customService();
    server.register(service, "i-1", Map.of("AWS_INIT_HEALTH_STATUS", "UNHEALTHY"));
    server.register(service, "i-2", Map.of("k", "v"));
    assertThat(aws.getInstancesHealthStatus(r -> r.serviceId(service)).status())
        .isEqualTo(Map.of("i-1", HealthStatus.UNHEALTHY, "i-2", HealthStatus.HEALTHY));
    aws.updateInstanceCustomHealthStatus(
        r -> r.serviceId(service).instanceId("i-1").status(CustomHealthStatus.HEALTHY));
    assertThat(aws.getInstancesHealthStatus(r -> r.serviceId(service).instances("i-1")).status())
        .isEqualTo(Map.of("i-1", HealthStatus.HEALTHY));
    refused(
        InstanceNotFoundException.class,
        () -> aws.getInstancesHealthStatus(r -> r.serviceId(service).instances("i-3")));
    refused(
        InstanceNotFoundException.class,
        () ->
            aws.updateInstanceCustomHealthStatus(
                r -> r.serviceId(service).instanceId("i-3").status("HEALTHY")));

    String unchecked = server.service(server.httpNamespace("other"), "api");
    server.register(unchecked, "i-1", Map.of("k", "v"));
    assertThat(aws.getInstancesHealthStatus(r -> r.serviceId(unchecked)).status())
        .isEqualTo(Map.of("i-1", HealthStatus.UNKNOWN));
    refused(
        CustomHealthNotFoundException.class,
        () ->
            aws.updateInstanceCustomHealthStatus(
                r -> r.serviceId(unchecked).instanceId("i-1").status("HEALTHY")));
  }

  @Test
  void initialStatusIsHonouredWhereverHealthIsJudged() {
    String namespace = server.httpNamespace("web");
    String checked =
        aws.createService(
                r -> r.name("api").namespaceId(namespace).healthCheckConfig(h -> h.type("TCP")))
            .service()
            .id();
    var place = Map.of("AWS_INSTANCE_IPV4", "10.0.0.1", "AWS_INSTANCE_PORT", "80");
    var trusted = new HashMap<>(place);
    trusted.put("AWS_INIT_HEALTH_STATUS", "HEALTHY");
    server.register(checked, "i-1", place);
    server.register(checked, "i-2", trusted);
    assertThat(aws.getInstancesHealthStatus(r -> r.serviceId(checked)).status())
        .isEqualTo(Map.of("i-1", HealthStatus.UNHEALTHY, "i-2", HealthStatus.HEALTHY));
    String unchecked = server.service(namespace, "plain");
    server.register(unchecked, "i-1", trusted);
    assertThat(aws.getInstancesHealthStatus(r -> r.serviceId(unchecked)).status())
        .isEqualTo(Map.of("i-1", HealthStatus.UNKNOWN));
  }

  @Test
  void pushedUnhealthyWaitsForHealthyToComeInBetween() {
    try (var patient = new ApiServer(ApiServer.catalog(), Duration.ofHours(1))) {
      String namespace = patient.httpNamespace("web");
      String service =
          patient
              .aws()
              .createService(
                  r -> r.name("api").namespaceId(namespace).healthCheckCustomConfig(h -> {}))
              .service()
              .id();
      patient.register(service, "i-1", Map.of("k", "v"));
      patient
          .aws()
          .updateInstanceCustomHealthStatus(
              r -> r.serviceId(service).instanceId("i-1").status("UNHEALTHY"));
      assertThat(patient.aws().getInstancesHealthStatus(r -> r.serviceId(service)).status())
          .isEqualTo(Map.of("i-1", HealthStatus.HEALTHY));
      assertThat(
              patient
                  .aws()
                  .discoverInstances(r -> r.namespaceName("web").serviceName("api"))
                  .instances())
          .extracting(i -> i.healthStatus())
          .containsExactly(HealthStatus.HEALTHY);
    }
  }

  @Test
  void weightIsAWholeNumberInItsRange() {
    String service = httpService();
    for (String good : new String[] {"0", "1", "65535"}) {
      server.register(service, "i-" + good, Map.of("FAIRLEAD_WEIGHT", good));
    }
    for (String bad : new String[] {"65536", "-1", "1.5", "much", "99999999999", ""}) {
      assertThat(invalid(service, Map.of("FAIRLEAD_WEIGHT", bad)))
          .isEqualTo(
              "Attribute FAIRLEAD_WEIGHT has value '%s' (expected: a whole number from 0 to 65535)"
                  .formatted(bad));
    }
  }

  @Test
  void newAttributesDoNotHealAnInstance() {
    String service = customService();
    server.register(service, "i-1", Map.of("v", "1"));
    aws.updateInstanceCustomHealthStatus(
        r -> r.serviceId(service).instanceId("i-1").status("UNHEALTHY"));
    server.register(service, "i-1", Map.of("v", "2"));
    assertThat(aws.getInstancesHealthStatus(r -> r.serviceId(service)).status())
        .isEqualTo(Map.of("i-1", HealthStatus.UNHEALTHY));
  }

  @Test
  void quotasOfInstancesAreKept() {
    try (var small =
        new ApiServer("--quotas.instancesPerService=2", "--quotas.instancesPerNamespace=3")) {
      String namespace = small.httpNamespace("web");
      String one = small.service(namespace, "one");
      String two = small.service(namespace, "two");
      small.register(one, "a", Map.of("k", "v"));
      small.register(one, "b", Map.of("k", "v"));
      refused(
          ResourceLimitExceededException.class, () -> small.register(one, "c", Map.of("k", "v")));
      small.register(one, "b", Map.of("k", "w"));
      small.register(two, "a", Map.of("k", "v"));
      refused(
          ResourceLimitExceededException.class, () -> small.register(two, "b", Map.of("k", "v")));
    }
  }

  private String dnsService(RecordType... types) {
    return server.service(server.privateNamespace("prod.local"), "api", types);
  }

  private String httpService() {
    return server.service(server.httpNamespace("web"), "api");
  }

  private String customService() {
    String namespace = server.httpNamespace("web");
    return aws.createService(
            r -> r.name("api").namespaceId(namespace).healthCheckCustomConfig(h -> {}))
        .service()
        .id();
  }

  private String registerWithToken(String service, String value) {
    return aws.registerInstance(
            r ->
                r.serviceId(service)
                    .instanceId("i-1")
                    .creatorRequestId("t")
                    .attributes(Map.of("v", value)))
        .operationId();
  }

  private long revision() {
    return aws.discoverInstancesRevision(r -> r.namespaceName("web").serviceName("api"))
        .instancesRevision();
  }

  private String invalid(String service, Map<String, String> attributes) {
    return refused(
            InvalidInputException.class,
            () ->
                aws.registerInstance(
                    r -> r.serviceId(service).instanceId("i").attributes(attributes)))
        .awsErrorDetails()
        .errorMessage();
  }
}
