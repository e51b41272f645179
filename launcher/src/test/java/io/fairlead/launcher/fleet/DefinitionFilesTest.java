package io.fairlead.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services and task definitions in files of their own, as people have them from ECS. */
class DefinitionFilesTest {
  /** As articles about ECS show a service. */
  private static final String SERVICE =
      """
      {"name": "my-service", "taskDefinition": "my-app:1", "desiredCount": 3,
       "serviceConnectConfiguration": {"enabled": true, "namespace": "my-namespace", "services": [
         {"portName": "http", "discoveryName": "my-service",
          "clientAliases": [{"port": 8080, "dnsName": "my-service"}]}]}}
      """;

  private static final String TASK =
      """
      {"family": "my-app", "networkMode": "awsvpc", "containerDefinitions": [{"name": "app",
       "image": "my-app:latest", "command": ["my-app"], "portMappings": [
         {"name": "http", "containerPort": 8080, "protocol": "tcp", "appProtocol": "http"}]}]}
      """;

  /** As articles have it wrongly: the configuration within the task definition. */
  private static final String TASK_WITH_CONNECT =
      """
      {"family": "frontend-service", "requiresCompatibilities": ["FARGATE"],
       "containerDefinitions": [{"name": "frontend", "image": "my-frontend", "command": ["frontend"],
         "portMappings": [{"containerPort": 3000, "hostPort": 3000, "protocol": "tcp"}]}],
       "serviceConnectConfiguration": {"logDriver": "awslogs", "namespace": "dns-sd", "services": [
         {"portName": "frontend-port", "discoveryName": "frontend-service",
          "clientAlias": {"port": 80, "dnsName": "frontend.my-domain.com"}}]}}
      """;

  @TempDir private Path folder;
  private Path service;
  private Path task;

  @BeforeEach
  void write() throws IOException {
    service = file("service.json", SERVICE);
    task = file("task.json", TASK);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<String> problems(Path... files) {
    return catchThrowableOfType(FleetRefused.class, () -> FleetFile.read(List.of(files)))
        .problems();
  }

  @Test
  void aServiceFindsItsTaskDefinitionWhicheverComesFirst() throws FleetRefused {
    for (var files : List.of(List.of(service, task), List.of(task, service))) {
      var read = FleetFile.read(files).fleet().services().get(0);
      assertThat(read.serviceName()).isEqualTo("my-service");
      assertThat(read.taskDefinition().family()).isEqualTo("my-app");
    }
  }

  @Test
  void whatTheCommandLineOfEcsPrintsCanBeUsedAsItIs() throws Exception {
    var described =
        file(
            "described.json",
            "{\"services\": [%s], \"failures\": []}"
                .formatted(
                    SERVICE
                        .replace("\"name\"", "\"serviceName\"")
                        .replace(
                            "my-app:1",
                            "arn:aws:ecs:eu-west-1:123456789012:task-definition/my-app:7")));
    var describedTask =
        file(
            "described-task.json",
            "{\"taskDefinition\": %s, \"tags\": []}"
                .formatted(TASK.replace("{\"family\"", "{\"revision\": 7, \"family\"")));

    assertThat(FleetFile.read(List.of(described, describedTask)).fleet().taskCount()).isEqualTo(3);
  }

  @Test
  void anotherRevisionIsNotTheOne() throws IOException {
    var other = file("other.json", TASK.replace("{\"family\"", "{\"revision\": 2, \"family\""));

    assertThat(problems(service, other))
        .singleElement()
        .asString()
        .contains(
            "taskDefinition: 'my-app:1' is not here (my-app; expected: a file with that task"
                + " definition beside this one");
  }

  @Test
  void problemsNameTheirFile() throws IOException {
    var bad = file("bad.json", TASK.replace("\"containerPort\": 8080", "\"containerPort\": 0"));

    assertThat(problems(service, bad))
        .contains(
            bad
                + ": containerDefinitions[0].portMappings[0].containerPort: 0 (expected: 1 to"
                + " 65535)");
  }

  @Test
  void serviceConnectWithinATaskDefinitionIsRefusedWithAllItsMistakes() throws IOException {
    var wrong = file("wrong.json", TASK_WITH_CONNECT);
    String at = wrong + ": serviceConnectConfiguration";

    assertThat(problems(wrong))
        .containsExactlyInAnyOrder(
            at
                + ": does not belong here (expected: in the service, beside serviceName and"
                + " taskDefinition)",
            at + ": enabled is missing (expected: true or false)",
            at + ".logDriver: does not belong here (expected: logConfiguration.logDriver)",
            at + ".services[0].clientAlias: does not belong here (expected: clientAliases, a list)",
            at
                + ".services[0].portName: Port Mapping 'frontend-port' does not exist on the task"
                + " definition. No port mapping has a name.");
  }

  @Test
  void logsAndTlsAreReadAsEcsReadsThem() throws IOException {
    String connect = "\"enabled\": true,";
    Stream.of(
            List.of(
                "\"accessLogConfiguration\": {\"format\": \"XML\"}, \"logConfiguration\":"
                    + " {\"logDriver\": \"awslogs\"},",
                "serviceConnectConfiguration.accessLogConfiguration.format: 'XML' (expected: JSON,"
                    + " TEXT)"),
            List.of(
                "\"accessLogConfiguration\": {\"format\": \"TEXT\"},",
                "serviceConnectConfiguration: logConfiguration is missing (expected: one, without"
                    + " which there is no access log)"),
            List.of(
                "\"logConfiguration\": {\"logDriver\": \"awslog\"},",
                "serviceConnectConfiguration.logConfiguration.logDriver: 'awslog' (expected:"
                    + " awsfirelens, awslogs, fluentd, gelf, journald, json-file, splunk, syslog)"))
        .forEach(
            given -> {
              try {
                var file =
                    file("logs.json", SERVICE.replace(connect, connect + " " + given.get(0)));
                assertThat(problems(file, task)).containsExactly(file + ": " + given.get(1));
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
  }

  @Test
  void aNamespaceComesWithTheServiceOrTheFleet() throws IOException {
    var without = file("without.json", SERVICE.replace("\"namespace\": \"my-namespace\", ", ""));

    assertThat(problems(without, task)).singleElement().asString().contains("namespace is missing");
  }
}
