package io.fairlead.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.node.ManagementSettings;
import io.fairlead.node.settings.SettingsException;
import io.fairlead.node.settings.SettingsReader;
import io.fairlead.registry.catalog.CatalogSettings;
import io.fairlead.registry.cluster.ClusterSettings;
import io.fairlead.registry.feed.FeedSettings;
import io.fairlead.registry.lease.LeaseSettings;
import io.fairlead.registry.link.LinkServerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrySettingsTest {
  private static RegistrySettings read(String... args) {
    return SettingsReader.read(RegistrySettings.class, List.of(args), Map.of());
  }

  @Test
  void theDefaultsAreOneNodeOnLoopback() {
    var settings = read();
    assertThat(settings.link())
        .isEqualTo(
            new LinkServerSettings(
                "127.0.0.1",
                7071,
                10_000,
                1 << 20,
                4 << 20,
                10_000,
                64 << 20,
                1_024,
                4 << 20,
                5_000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(15)));
    assertThat(settings.cluster())
        .isEqualTo(
            new ClusterSettings(
                "127.0.0.1", 5701, List.of(), "", "fairlead", Duration.ofSeconds(10), 0));
    assertThat(settings.catalog())
        .isEqualTo(new CatalogSettings(1_000, 10_000, 1_000, Duration.ofSeconds(30)));
    assertThat(settings.lease()).isEqualTo(Samples.LEASES);
    assertThat(settings.feed()).isEqualTo(new FeedSettings(2_000, 64));
    assertThat(settings.management()).isEqualTo(new ManagementSettings("127.0.0.1", 0));
  }

  @Test
  void everySettingCanBeGiven() {
    var settings =
        read(
            "--link.host=10.0.0.1",
            "--link.port=1",
            "--link.linksMax=2",
            "--link.frameBytesMax=3000",
            "--link.queuedBytesMax=400000",
            "--link.queuedFramesMax=401",
            "--link.queuedBytesTotalMax=400002",
            "--link.pendingMax=5",
            "--link.pendingBytesMax=50000",
            "--link.framesPerSecondMax=51",
            "--link.requestTimeout=6s",
            "--link.idleTimeout=7s",
            "--cluster.host=10.0.0.2",
            "--cluster.port=8",
            "--cluster.members=a:1,b.c:2,10.0.0.3",
            "--cluster.dns=registries:9",
            "--cluster.name=test",
            "--cluster.heartbeatMax=9s",
            "--cluster.writeQuorum=2",
            "--catalog.namespacesMax=10",
            "--catalog.servicesMax=11",
            "--catalog.instancesMax=12",
            "--catalog.antiEntropy=13s",
            "--lease.duration=14s",
            "--lease.durationMax=15s",
            "--lease.sweep=16s",
            "--lease.freezeMin=17",
            "--lease.settle=18s",
            "--lease.dnsTtl=19s",
            "--lease.soaTtl=20s",
            "--lease.vpc=vpc-1",
            "--feed.pageEndpointsMax=21",
            "--feed.burstMax=22",
            "--api.port=23",
            "--management.port=24");
    assertThat(settings.link())
        .isEqualTo(
            new LinkServerSettings(
                "10.0.0.1",
                1,
                2,
                3_000,
                400_000,
                401,
                400_002,
                5,
                50_000,
                51,
                Duration.ofSeconds(6),
                Duration.ofSeconds(7)));
    assertThat(settings.cluster())
        .isEqualTo(
            new ClusterSettings(
                "10.0.0.2",
                8,
                List.of("a:1", "b.c:2", "10.0.0.3"),
                "registries:9",
                "test",
                Duration.ofSeconds(9),
                2));
    assertThat(settings.catalog())
        .isEqualTo(new CatalogSettings(10, 11, 12, Duration.ofSeconds(13)));
    assertThat(settings.lease())
        .isEqualTo(
            new LeaseSettings(
                Duration.ofSeconds(14),
                Duration.ofSeconds(15),
                Duration.ofSeconds(16),
                17,
                Duration.ofSeconds(18),
                Duration.ofSeconds(19),
                Duration.ofSeconds(20),
                "vpc-1"));
    assertThat(settings.feed()).isEqualTo(new FeedSettings(21, 22));
    assertThat(settings.api().port()).isEqualTo(23);
    assertThat(settings.management().port()).isEqualTo(24);
  }

  @ParameterizedTest
  @CsvSource({
    "--cluster.member=a:1, cluster.members",
    "--cluster.members=a:b:c, host:port",
    "--cluster.heartbeatMax=1s, 2s",
    "--cluster.dns=a b, name:port",
    "--cluster.writeQuorum=8, 7",
    "--lease.sweep=0ms, sweep",
    "--lease.duration=0s, duration",
    "--catalog.antiEntropy=0s, antiEntropy",
    "--link.frameBytesMax=1, link.frameBytesMax",
    "--link.port=65536, 65535",
    "--health.interval=999ms, health.interval",
    "--health.allow=10.0.0.1/8, zeros there",
    "--health.deny=localhost, 10.0.0.0/8"
  })
  void whatCannotBeIsToldInOneLine(String arg, String told) {
    assertThatThrownBy(() -> read(arg))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(told);
  }
}
