package io.fairlead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.HealthCheckConfig;
import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Instance;
import io.fairlead.catalog.Service;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The status that an instance begins with whose service the registry checks. */
class CheckedStatusTest {
  private static final Service CHECKED =
      new Service(
          "srv-1",
          "ns-1",
          "api",
          "",
          null,
          new HealthCheckConfig(HealthCheckConfig.Type.HTTP, "/", 1),
          null,
          null,
          1_000,
          null);

  private static Map<String, String> at(String port) {
    return Map.of("AWS_INSTANCE_IPV4", "10.0.0.1", "AWS_INSTANCE_PORT", port);
  }

  private static Instance healthy(Map<String, String> attributes) {
    return new Instance("a", attributes, HealthStatus.HEALTHY, false, null);
  }

  @Test
  void aNewInstanceGetsNoTrafficBeforeItsFirstGoodCheck() {
    assertThat(InstanceRules.status(CHECKED, at("80"), null)).isEqualTo(HealthStatus.UNHEALTHY);
  }

  @Test
  void aKnownOneKeepsWhatIsKnownOfItUnlessItMoved() {
    assertThat(InstanceRules.status(CHECKED, at("80"), healthy(at("80"))))
        .isEqualTo(HealthStatus.HEALTHY);
    assertThat(InstanceRules.status(CHECKED, at("81"), healthy(at("80"))))
        .isEqualTo(HealthStatus.UNHEALTHY);
  }

  @Test
  void whatIsNotCheckedIsUnknown() {
    var alias = Map.of("AWS_ALIAS_DNS_NAME", "lb.example");
    assertThat(InstanceRules.status(CHECKED, alias, null)).isEqualTo(HealthStatus.UNKNOWN);
    var ec2 = Map.of("AWS_EC2_INSTANCE_ID", "i-1");
    assertThat(InstanceRules.status(CHECKED, ec2, null)).isEqualTo(HealthStatus.UNKNOWN);
  }
}
