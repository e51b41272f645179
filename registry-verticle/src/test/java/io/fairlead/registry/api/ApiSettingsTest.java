package io.fairlead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.node.settings.SettingsException;
import io.fairlead.node.settings.SettingsReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiSettingsTest {
  @Test
  void defaultsAreAwsAndLoopback() {
    assertThat(read())
        .isEqualTo(
            new ApiSettings(
                "127.0.0.1",
                7070,
                "us-east-1",
                "000000000000",
                DiscoverHealth.HEALTHY,
                1 << 20,
                12,
                new WireSettings(
                    8 << 20,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(75),
                    16384,
                    32,
                    1000),
                new QuotaSettings(
                    50,
                    1000,
                    1000,
                    2000,
                    30,
                    5000,
                    50,
                    30,
                    new ThrottleSettings(1000, 2000, 3000))));
  }

  @Test
  void everySettingCanBeGiven() {
    assertThat(
            read(
                "--host=::1",
                "--port=1",
                "--region=eu-west-1",
                "--accountId=123456789012",
                "--discoverHealthDefault=ALL",
                "--bodyBytesMax=2048",
                "--wire.discardBytesMax=2",
                "--wire.bodyTimeout=3s",
                "--wire.answerTimeout=6s",
                "--wire.idleTimeout=4s",
                "--wire.headerBytesMax=5000",
                "--wire.jsonDepthMax=16",
                "--wire.connectionsMax=7",
                "--quotas.namespaces=8",
                "--quotas.servicesPerNamespace=9",
                "--quotas.instancesPerService=10",
                "--quotas.instancesPerNamespace=11",
                "--encodedHeapPercent=18",
                "--quotas.attributesPerInstance=12",
                "--quotas.attributeCharacters=130",
                "--quotas.tagsPerResource=17",
                "--quotas.attributesPerService=18",
                "--quotas.throttle.discoverPerSecond=14",
                "--quotas.throttle.discoverBurst=15",
                "--quotas.throttle.revisionPerSecond=16"))
        .isEqualTo(
            new ApiSettings(
                "::1",
                1,
                "eu-west-1",
                "123456789012",
                DiscoverHealth.ALL,
                2048,
                18,
                new WireSettings(
                    2,
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(4),
                    5000,
                    16,
                    7),
                new QuotaSettings(
                    8, 9, 10, 11, 12, 130, 17, 18, new ThrottleSettings(14, 15, 16))));
  }

  @Test
  void unknownKeysAndWrongAccountsAreRefused() {
    assertThatThrownBy(() -> read("--acountId=1"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("accountId");
    assertThatThrownBy(() -> read("--accountId=12"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("accountId: 12 (expected: twelve digits)");
    assertThatThrownBy(() -> read("--region=Mars:1"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("region: Mars:1");
  }

  private static ApiSettings read(String... flags) {
    return SettingsReader.read(ApiSettings.class, List.of(flags), Map.of());
  }
}
