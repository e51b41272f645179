package io.fairlead.registry.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.ClientAlias;
import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.ServiceConnectService;
import io.fairlead.catalog.TimeoutConfiguration;
import io.fairlead.catalog.bus.Registration;
import io.fairlead.registry.Samples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationRulesTest {
  private static final Registration GOOD = Samples.registration("prod.local", "orders", "a/b:c@1");

  private static Registration with(String namespace, ServiceConnectService service, String id) {
    return new Registration(namespace, service, id, GOOD.attributes(), HealthStatus.HEALTHY, 0);
  }

  private static Registration withAttributes(Map<String, String> attributes) {
    var all = new HashMap<>(GOOD.attributes());
    all.putAll(attributes);
    return new Registration("prod", GOOD.service(), "a", all, HealthStatus.HEALTHY, 0);
  }

  private static ServiceConnectService named(String name) {
    return new ServiceConnectService("http", name, List.of(), null, null);
  }

  private static void assertRefused(Registration asked, String... words) {
    assertThat(RegistrationRules.violation(asked)).get().asString().contains(words);
  }

  @Test
  void whatASidecarSendsIsFine() {
    assertThat(RegistrationRules.violation(GOOD)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "orders", "orders-2", "_orders", "0rders", "a_b"})
  void discoveryNamesOfEcsAreFine(String name) {
    assertThat(RegistrationRules.violation(with("prod", named(name), "a"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-orders", "orders-", "Orders", "or ders", "orders.prod", "ördérs"})
  void otherDiscoveryNamesAreNot(String name) {
    assertRefused(with("prod", named(name), "a"), "discoveryName: " + name + " (expected:");
  }

  @Test
  void aDiscoveryNameFitsADnsLabel() {
    assertThat(RegistrationRules.violation(with("prod", named("x".repeat(63)), "a"))).isEmpty();
    assertRefused(with("prod", named("x".repeat(64)), "a"), "1 to 63");
  }

  @Test
  void namespacesAndInstanceIdsHaveTheirPatterns() {
    assertRefused(with("arn:aws", named("a"), "a"), "namespace: arn:aws");
    assertRefused(with("", named("a"), "a"), "namespace:");
    assertRefused(with("a/b", named("a"), "a"), "namespace: a/b");
    assertRefused(with(null, named("a"), "a"), "namespace: null");
    assertRefused(with("prod", named("a"), "a b"), "instanceId: a b");
    assertRefused(with("prod", named("a"), "x".repeat(65)), "instanceId:");
  }

  @Test
  void aServiceIsNeeded() {
    assertRefused(with("prod", null, "a"), "service: null");
  }

  @Test
  void aliasesPortsAndTimeoutsHaveTheirRanges() {
    var portless = new ServiceConnectService("a", "a", List.of(new ClientAlias(0, null)), 1, null);
    assertRefused(with("prod", portless, "a"), "clientAliases[].port: 0 (expected: 1 to 65535)");
    var shouting =
        new ServiceConnectService("a", "a", List.of(new ClientAlias(80, "A")), null, null);
    assertRefused(with("prod", shouting, "a"), "clientAliases[].dnsName: A");
    var odd = new ServiceConnectService("a", "a", List.of(), 70_000, null);
    assertRefused(with("prod", odd, "a"), "ingressPortOverride: 70000");
    var early =
        new ServiceConnectService("a", "a", List.of(), null, new TimeoutConfiguration(-1, 5));
    assertRefused(with("prod", early, "a"), "timeout: -1");
    var many = IntStream.rangeClosed(1, 17).mapToObj(p -> new ClientAlias(p, null)).toList();
    assertRefused(
        with("prod", new ServiceConnectService("a", "a", many, null, null), "a"),
        "clientAliases: 17 (expected: at most 16)");
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_INSTANCE_IPV4, 10.0.0.256",
    "AWS_INSTANCE_IPV4, 10.0.0",
    "AWS_INSTANCE_IPV4, backend",
    "AWS_INSTANCE_IPV6, 10.0.0.1",
    "AWS_INSTANCE_IPV6, ::g",
    "AWS_INSTANCE_PORT, 0",
    "AWS_INSTANCE_PORT, 65536",
    "AWS_INSTANCE_PORT, http",
    "FAIRLEAD_INGRESS_PORT, -1",
    "AWS_INIT_HEALTH_STATUS, SICK",
    "aws_own, x"
  })
  void attributesThatMeanSomethingAreChecked(String key, String value) {
    assertRefused(withAttributes(Map.of(key, value)), key, "expected");
  }

  @Test
  void otherAttributesAreBoundedOnly() {
    assertThat(RegistrationRules.violation(withAttributes(Map.of("zone", "a b", "empty", ""))))
        .isEmpty();
    assertThat(RegistrationRules.violation(withAttributes(Map.of("AWS_INSTANCE_IPV6", "::1"))))
        .isEmpty();
    assertRefused(withAttributes(Map.of("a b", "c")), "attribute key: a b");
    assertRefused(withAttributes(Map.of("a", "x".repeat(1_025))), "attribute a:");
    assertRefused(withAttributes(numbered(40, "x")), "attributes: 43 (expected: at most 34)");
    assertRefused(withAttributes(numbered(20, "x".repeat(400))), "characters");
  }

  @Test
  void anInstanceWithoutAddressCannotBeReached() {
    var nowhere = new Registration("prod", named("a"), "a", Map.of(), HealthStatus.HEALTHY, 10_000);
    assertRefused(nowhere, "AWS_INSTANCE_IPV4");
  }

  private static Map<String, String> numbered(int count, String value) {
    return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "k" + i, i -> value));
  }
}
