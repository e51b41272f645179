package io.fairlead.launcher.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fairlead.launcher.fleet.FleetFile;
import io.fairlead.launcher.jvm.ClassArchives;
import io.fairlead.launcher.jvm.Home;
import io.fairlead.launcher.process.Restart;
import io.fairlead.node.settings.SettingsReader;
import io.fairlead.proxy.ProxySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskProcessesTest {
  private static final String FLEET =
      """
      {"services": [{"serviceName": "orders", "taskDefinition": {"containerDefinitions": [
        {"name": "app", "command": ["orders", "--host=$FAIRLEAD_TASK_ADDRESS"], "stopTimeout": 3,
         "environment": [{"name": "SELF", "value": "http://${FAIRLEAD_TASK_ADDRESS}:8080"},
                         {"name": "FAIRLEAD_TASK_ID", "value": "forged"}],
         "portMappings": [{"name": "http", "containerPort": 8080, "appProtocol": "http"}],
         "healthCheck": {"command": ["CMD-SHELL", "probe $FAIRLEAD_TASK_ADDRESS"],
                         "interval": 7, "timeout": 3, "retries": 4}},
        {"name": "init", "command": ["init"], "essential": false}]},
        "serviceConnectConfiguration": {"enabled": true, "namespace": "shop.local", "services": [
          {"portName": "http", "discoveryName": "orders",
           "clientAliases": [{"port": 80, "dnsName": "orders"}],
           "timeout": {"perRequestTimeoutSeconds": 3}}]}}]}
      """;

  @TempDir private Path folder;

  @Test
  void anApplicationLearnsWhoAndWhereItIs() throws Exception {
    var app = processes().applications().get(0);

    assertThat(app.name()).isEqualTo("orders-1-app");
    assertThat(app.command()).containsExactly("orders", "--host=127.0.7.9");
    assertThat(app.environment())
        .containsEntry("SELF", "http://127.0.7.9:8080")
        .containsEntry("FAIRLEAD_TASK_ADDRESS", "127.0.7.9")
        .containsEntry("FAIRLEAD_TASK_ID", "orders-1")
        .containsEntry("http_proxy", "http://127.0.7.9:15001")
        .containsEntry("no_proxy", "localhost,127.0.0.1,127.0.7.9");
    assertThat(app.stopGrace()).isEqualTo(Duration.ofSeconds(3));
    assertThat(app.restart()).isEqualTo(Restart.ALWAYS);
    assertThat(processes().applications().get(1).restart()).isEqualTo(Restart.NEVER);
  }

  /** The other end of this file is the proxy's strict reader. */
  @Test
  void theSidecarsSettingsAreSuchThatItTakesThem() throws Exception {
    var sidecar = processes().sidecar();
    assertThat(sidecar.name()).isEqualTo("orders-1-sidecar");
    String file = sidecar.command().get(sidecar.command().size() - 1);

    var settings = SettingsReader.read(ProxySettings.class, List.of("--settings", file), Map.of());

    assertThat(settings.task().id()).isEqualTo("orders-1");
    assertThat(settings.task().namespace()).isEqualTo("shop.local");
    assertThat(settings.egressHost()).isEqualTo("127.0.7.9");
    assertThat(settings.link().registries()).containsExactly("127.0.0.1:7071", "127.0.6.2:7071");
    assertThat(settings.view().folder()).isEqualTo(folder.resolve("data").toString());
    var service = settings.services().get(0);
    assertThat(service.discoveryName()).isEqualTo("orders");
    assertThat(service.containerPort()).isEqualTo(8080);
    assertThat(service.timeout().perRequestTimeoutSeconds()).isEqualTo(3);
    assertThat(service.check().command()).containsExactly("CMD-SHELL", "probe 127.0.7.9");
    assertThat(service.check().interval()).isEqualTo(Duration.ofSeconds(7));
    assertThat(service.check().failures()).isEqualTo(4);
  }

  @Test
  void aTaskThatOffersNothingHasASidecarToo() throws Exception {
    var fleet =
        FleetFile.parse(
            "{\"services\": [{\"serviceName\": \"job\", \"taskDefinition\":"
                + " {\"containerDefinitions\": []}, \"serviceConnectConfiguration\": {\"enabled\":"
                + " true, \"namespace\": \"shop.local\"}}]}");
    var place = TaskPlace.of("job-1", "127.0.7.8", "/opt");
    SidecarFile.of(fleet.fleet().services().get(0), place, List.of("127.0.0.1:7071"), folder, null)
        .write(folder.resolve("job.json"));

    var written = JsonMapper.builder().build().readTree(folder.resolve("job.json").toFile());

    assertThat(written.has("services")).isFalse();
    assertThat(written.at("/task/host").asText()).isEqualTo("127.0.7.8");
    assertThat(written.at("/task/attributes/ECS_SERVICE_NAME").asText()).isEqualTo("job");
    SettingsReader.read(
        ProxySettings.class,
        List.of("--settings", folder.resolve("job.json").toString()),
        Map.of());
  }

  @Test
  void protocolsAreHandedThroughAndTcpBringsAddresses() throws Exception {
    for (String spoken : List.of("http", "http2", "grpc", "tcp")) {
      String given = spoken.equals("tcp") ? "" : ", \"appProtocol\": \"" + spoken + "\"";
      var fleet = FLEET.replace(", \"appProtocol\": \"http\"", given);
      fleet = fleet.replace("\"perRequestTimeoutSeconds\"", "\"idleTimeoutSeconds\"");
      var processes = processes(fleet);
      var sidecar = processes.sidecar();
      String file = sidecar.command().get(sidecar.command().size() - 1);

      var settings =
          SettingsReader.read(ProxySettings.class, List.of("--settings", file), Map.of());

      boolean isTcp = spoken.equals("tcp");
      String hosts = isTcp ? folder.resolve("orders-1.hosts").toString() : null;
      assertThat(settings.services().get(0).appProtocol().name()).isEqualToIgnoringCase(spoken);
      assertThat(settings.egress().virtualAddresses()).isEqualTo(isTcp ? true : null);
      assertThat(settings.egress().hostsFile()).isEqualTo(hosts);
      assertThat(processes.applications().get(0).environment().get("FAIRLEAD_HOSTS_FILE"))
          .isEqualTo(hosts);
    }
  }

  private TaskProcesses processes() throws Exception {
    return processes(FLEET);
  }

  private TaskProcesses processes(String text) throws Exception {
    var home = new Home(folder);
    var fleet = FleetFile.parse(text).fleet();
    var service = fleet.services().get(0);
    return new TaskProcesses(
        FleetSettings.own(home, folder, 2),
        new ClassArchives(home),
        service,
        TaskPlace.of("orders-1", "127.0.7.9", "/opt"),
        fleet.hasTcp());
  }
}
