package io.fairlead.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @Test
  void aSidecarsPortIsPreferredByProxies() {
    var endpoint =
        of(
            Map.of(
                InstanceAttributes.IPV4, "127.0.7.1",
                InstanceAttributes.PORT, "8080",
                InstanceAttributes.INGRESS_PORT, "15000"));

    assertThat(endpoint.host()).isEqualTo("127.0.7.1");
    assertThat(endpoint.port()).isEqualTo(8080);
    assertThat(endpoint.proxyPort()).isEqualTo(15000);
    assertThat(endpoint.isConnectable()).isTrue();
  }

  @Test
  void withoutASidecarProxiesGoToTheApplication() {
    var endpoint = of(Map.of(InstanceAttributes.IPV6, "::1", InstanceAttributes.PORT, "8080"));

    assertThat(endpoint.host()).isEqualTo("::1");
    assertThat(endpoint.proxyPort()).isEqualTo(8080);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "0", "-1", "65536", "99999999999", "80 ", "8.0"})
  void aPortThatIsNoneIsNone(String port) {
    var attributes = new HashMap<>(Map.of(InstanceAttributes.IPV4, "127.0.7.1"));
    attributes.put(InstanceAttributes.PORT, port);
    attributes.put(InstanceAttributes.INGRESS_PORT, port);

    var endpoint = of(attributes);

    assertThat(endpoint.proxyPort()).isZero();
    assertThat(endpoint.isConnectable()).isFalse();
  }

  @Test
  void aNameAloneIsNotConnectable() {
    assertThat(of(Map.of(InstanceAttributes.CNAME, "example.com")).isConnectable()).isFalse();
  }

  @Test
  void anAliasStandsAsACnameAndIsNotConnectable() {
    var alias = Map.of(InstanceAttributes.ALIAS_DNS_NAME, "lb.example.com");

    assertThat(of(alias).cname()).isEqualTo("lb.example.com");
    assertThat(of(alias).isConnectable()).isFalse();
    assertThat(of(Map.of(InstanceAttributes.CNAME, "a.b", "AWS_ALIAS_DNS_NAME", "c.d")).cname())
        .isEqualTo("a.b");
  }

  @Test
  void attributesAreTheCallersOwnOnly() {
    var endpoint =
        of(
            Map.of(
                InstanceAttributes.IPV4,
                "127.0.7.1",
                InstanceAttributes.WEIGHT,
                "3",
                "AWS_EC2_INSTANCE_ID",
                "i-1",
                "stage",
                "canary",
                "aws",
                "",
                "FAIRLEAD",
                "x"));

    assertThat(endpoint.attributes())
        .isEqualTo(Map.of("stage", "canary", "aws", "", "FAIRLEAD", "x"));
  }

  @Test
  void endpointsWithoutAttributesShareOneEmptyMap() {
    var known = of(Map.of(InstanceAttributes.IPV4, "127.0.7.1"));
    var read = new Endpoint("i-1", "127.0.7.1", null, null, 0, 0, HealthStatus.HEALTHY, 1, null);

    assertThat(known.attributes()).isSameAs(Map.of());
    assertThat(read.attributes()).isSameAs(Map.of());
    assertThat(known).isEqualTo(read);
  }

  @Test
  void attributesDoNotChangeAfterwards() {
    var given = new HashMap<>(Map.of("stage", "canary"));
    var endpoint = new Endpoint("i-1", null, null, null, 0, 0, HealthStatus.HEALTHY, 1, given);

    given.clear();

    assertThat(endpoint.attributes()).containsEntry("stage", "canary");
  }

  @Test
  void onlyUnhealthyIsUnhealthy() {
    var instance = new Instance("i-1", Map.of(), HealthStatus.UNKNOWN, false, null);

    assertThat(Endpoint.of(instance).isHealthy()).isTrue();
    assertThat(Endpoint.of(instance.withHealthStatus(HealthStatus.HEALTHY)).isHealthy()).isTrue();
    assertThat(Endpoint.of(instance.withHealthStatus(HealthStatus.UNHEALTHY)).isHealthy())
        .isFalse();
  }

  private static Endpoint of(Map<String, String> attributes) {
    return Endpoint.of(new Instance("i-1", attributes, HealthStatus.HEALTHY, true, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "65536", "heavy"})
  void aWeightThatIsNoneIsOne(String weight) {
    assertThat(weighing(weight)).isEqualTo(1);
  }

  @Test
  void aWeightMayBeZero() {
    assertThat(weighing("0")).isZero();
    assertThat(weighing("65535")).isEqualTo(65_535);
  }

  private static int weighing(String weight) {
    var attributes = Map.of(InstanceAttributes.WEIGHT, weight);
    return Endpoint.of(new Instance("a", attributes, HealthStatus.HEALTHY, false, null)).weight();
  }
}
