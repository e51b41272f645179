package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.catalog.ClientAlias;
import io.fairlead.nameserver.server.ListenSettings;
import io.fairlead.node.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxySettingsTest {
  @TempDir Path folder;

  private ProxySettings read(String json) throws IOException {
    var file = Files.writeString(folder.resolve("sidecar.json"), json);
    return SettingsReader.read(ProxySettings.class, List.of("--settings=" + file), Map.of());
  }

  @Test
  void theDefaultsAreThoseOfTheDesign() {
    var settings = ProxySettings.of();

    assertThat(settings.services()).isEmpty();
    assertThat(settings.egressHost()).isEqualTo("127.0.0.1");
    assertThat(settings.egress().port()).isEqualTo(15001);
    assertThat(settings.ingress().port()).isEqualTo(15000);
    assertThat(settings.management().port()).isEqualTo(15002);
    assertThat(settings.retry().retriesMax()).isEqualTo(2);
    assertThat(settings.retry().backoffMin()).isEqualTo(Duration.ofMillis(25));
    assertThat(settings.retry().backoffMax()).isEqualTo(Duration.ofMillis(250));
    assertThat(settings.retry().budgetPercent()).isEqualTo(20);
    assertThat(settings.retry().budgetPerSecond()).isEqualTo(10);
    assertThat(settings.retry().bodyBytesMax()).isEqualTo(65536);
    assertThat(settings.outlier().consecutiveFailures()).isEqualTo(5);
    assertThat(settings.outlier().ejectionBase()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.outlier().ejectionMax()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.outlier().ejectionPercentMax()).isEqualTo(50);
    assertThat(settings.pool().connectTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.lease().duration()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.lease().renew()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.drain().propagation()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.drain().grace()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aTasksFileIsRead() throws IOException {
    var settings =
        read(
            """
            {
              "task": {"namespace": "demo.local", "id": "backend-1", "host": "127.0.7.3"},
              "services": [{
                "portName": "http",
                "discoveryName": "backend",
                "clientAliases": [{"port": 8080, "dnsName": "backend"}],
                "timeout": {"perRequestTimeoutSeconds": 5},
                "containerPort": 8080,
                "appProtocol": "http",
                "check": {"httpPath": "/health", "interval": "1s"}
              }, {
                "portName": "admin",
                "containerPort": 9090,
                "ingressPortOverride": 16000,
                "check": {"command": ["CMD-SHELL", "curl -f localhost"]}
              }],
              "egress": {"port": 15001},
              "ingress": {"host": "0.0.0.0"},
              "management": {"port": 0},
              "link": {"registries": ["127.0.0.1:7071", "127.0.0.1:7072"]},
              "drain": {"grace": "5s"}
            }
            """);

    assertThat(settings.egressHost()).isEqualTo("127.0.7.3");
    assertThat(settings.ingressHost()).isEqualTo("0.0.0.0");
    assertThat(settings.managementPort().host()).isEqualTo("127.0.7.3");
    assertThat(settings.link().registries()).hasSize(2);
    var backend = settings.services().get(0);
    assertThat(backend.clientAliases()).containsExactly(new ClientAlias(8080, "backend"));
    assertThat(backend.timeout().perRequestTimeoutSeconds()).isEqualTo(5);
    assertThat(backend.timeout().idleTimeoutSeconds()).isNull();
    assertThat(backend.check().httpPath()).isEqualTo("/health");
    assertThat(backend.check().interval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(backend.check().startInterval()).isEqualTo(Duration.ofMillis(200));
    var admin = settings.services().get(1);
    assertThat(admin.discoveryName()).isEqualTo("admin");
    assertThat(admin.serviceConnect().ingressPortOverride()).isEqualTo(16000);
    assertThat(admin.check().command()).hasSize(2);
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> ProxySettings.of("--egres.port=1"))
        .hasMessageContaining("egres.port")
        .hasMessageContaining("egress.port");
  }

  @Test
  void aServiceNeedsATask() {
    assertThatThrownBy(() -> read("{\"services\": [{\"portName\": \"a\", \"containerPort\": 1}]}"))
        .hasMessageContaining("task.namespace and task.id");
  }

  @Test
  void whatTheSidecarSetsItselfIsNoAttributeOfTheTask() {
    assertThatThrownBy(() -> read("{\"task\": {\"attributes\": {\"AWS_INSTANCE_PORT\": \"1\"}}}"))
        .hasMessageContaining("task.attributes has AWS_INSTANCE_PORT");
  }

  @Test
  void aNameIsOfferedOnce() {
    var service = "{\"portName\": \"a\", \"containerPort\": 1}";
    assertThatThrownBy(
            () ->
                read(
                    "{\"task\": {\"namespace\": \"n\", \"id\": \"i\"}, \"services\": ["
                        + service
                        + ","
                        + service
                        + "]}"))
        .hasMessageContaining("discoveryName a twice");
  }

  @Test
  void aTimeoutThatTcpCannotKeepIsRefused() {
    assertThatThrownBy(
            () ->
                read(
                    "{\"services\": [{\"portName\": \"a\", \"containerPort\": 1,"
                        + " \"timeout\": {\"perRequestTimeoutSeconds\": 1},"
                        + " \"appProtocol\": \"tcp\"}]}"))
        .hasMessageContaining("timeout.perRequestTimeoutSeconds of service a");
  }

  @Test
  void aHostsFileNeedsVirtualAddresses() {
    assertThatThrownBy(() -> ProxySettings.of("--egress.hostsFile=hosts"))
        .hasMessageContaining("egress.hostsFile = hosts")
        .hasMessageContaining("egress.virtualAddresses is false");
    assertThatThrownBy(
            () -> ProxySettings.of("--egress.virtualAddresses=true", "--egress.hostsFile= "))
        .hasMessageContaining("egress.hostsFile is empty");
  }

  @Test
  void dnsIsOffUntilItIsAskedForAndBringsVirtualAddresses() {
    assertThat(ProxySettings.of().dns()).isNull();
    assertThat(ProxySettings.of().virtualAddresses()).isFalse();
    assertThat(ProxySettings.of("--egress.virtualAddresses=true").virtualAddresses()).isTrue();

    var settings = ProxySettings.of("--dns", "--egress.hostsFile=hosts");
    assertThat(settings.virtualAddresses()).isTrue();
    assertThat(settings.dns().listen(settings.task().host(), 2))
        .isEqualTo(new ListenSettings("127.0.0.1", 53, 2, 1232));
    assertThat(settings.dns().ttlSeconds()).isEqualTo(5);
    assertThat(settings.dns().resolvConf()).isEqualTo("/etc/resolv.conf");
    assertThat(settings.dns().forward().upstreams()).isEmpty();
  }

  @Test
  void dnsIsForLoopbackAndTheTaskUnlessToldOtherwise() {
    var here = ProxySettings.of("--dns", "--task.host=10.1.2.3").dns();
    assertThat(here.trusted("10.1.2.3")).containsExactly("127.0.0.0/8", "::1", "10.1.2.3");
    assertThat(here.trusted("a-name")).containsExactly("127.0.0.0/8", "::1");
    assertThat(here.listen("10.1.2.3", 0).host()).isEqualTo("10.1.2.3");
    var told = ProxySettings.of("--dns.trusted=10.0.0.0/8", "--dns.host=127.0.0.9").dns();
    assertThat(told.trusted("10.1.2.3")).containsExactly("10.0.0.0/8");
    assertThat(told.listen("10.1.2.3", 0).host()).isEqualTo("127.0.0.9");
    assertThatThrownBy(() -> ProxySettings.of("--dns.trusted=everybody"))
        .hasMessageContaining("dns: everybody");
  }

  @Test
  void dnsNeedsVirtualAddresses() {
    assertThatThrownBy(() -> ProxySettings.of("--dns", "--egress.virtualAddresses=false"))
        .hasMessageContaining("dns has nothing to answer")
        .hasMessageContaining("egress.virtualAddresses is false");
  }

  @Test
  void virtualAddressesAreLoopbackAddresses() {
    assertThatThrownBy(() -> ProxySettings.of("--egress.virtualRange=10.0.0.0/16"))
        .hasMessageContaining("egress.virtualRange = 10.0.0.0/16");
    assertThat(ProxySettings.of("--task.host=127.0.7.3").virtualRange())
        .hasToString("127.135.3.0/24");
  }

  @Test
  void aLeaseOutlivesItsRenewal() {
    assertThatThrownBy(() -> ProxySettings.of("--lease.duration=2s"))
        .hasMessageContaining("lease.renew = 3000ms");
  }
}
