package io.fairlead.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.catalog.ClientAlias;
import io.fairlead.catalog.TimeoutConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FleetFileTest {
  private static final String CONTAINERS = "services[0].taskDefinition.containerDefinitions";
  private static final String CONNECT = "services[0].serviceConnectConfiguration";

  /** Everything right; each case below spoils one place. */
  private static final String GOOD =
      """
      {
        "serviceConnectDefaults": {"namespace": "shop.local"},
        "services": [{
          "serviceName": "orders",
          "desiredCount": 2,
          "launchType": "FARGATE",
          "taskDefinition": {
            "family": "orders",
            "cpu": "256",
            "containerDefinitions": [{
              "name": "app",
              "image": "orders:1",
              "entryPoint": ["java"],
              "command": ["-jar", "orders.jar"],
              "environment": [{"name": "MODE", "value": "test"}],
              "essential": true,
              "workingDirectory": "/tmp",
              "stopTimeout": 7,
              "portMappings": [
                {"name": "http", "containerPort": 8080, "hostPort": 8080, "appProtocol": "http"},
                {"name": "raw", "containerPort": 9000}
              ],
              "healthCheck": {"command": ["CMD-SHELL", "exit 0"], "interval": 5, "timeout": 2, "retries": 3, "startPeriod": 10}
            }]
          },
          "serviceConnectConfiguration": {
            "enabled": true,
            "services": [{
              "portName": "http",
              "discoveryName": "orders",
              "clientAliases": [{"port": 80, "dnsName": "orders"}],
              "ingressPortOverride": 15010,
              "timeout": {"idleTimeoutSeconds": 300, "perRequestTimeoutSeconds": 15}
            }],
            "logConfiguration": {"logDriver": "awslogs", "options": {}}
          }
        }]
      }
      """;

  @Test
  void readsEverythingThatMeansSomething() throws FleetRefused {
    var service = FleetFile.parse(GOOD).fleet().services().get(0);

    assertThat(service.serviceName()).isEqualTo("orders");
    assertThat(service.desiredCount()).isEqualTo(2);
    var container = service.taskDefinition().containerDefinitions().get(0);
    assertThat(container)
        .isEqualTo(
            new ContainerDefinition(
                "app",
                List.of("java", "-jar", "orders.jar"),
                Map.of("MODE", "test"),
                List.of(
                    new PortMapping("http", 8080, "tcp", AppProtocol.HTTP),
                    new PortMapping("raw", 9000, "tcp", AppProtocol.TCP)),
                new HealthCheck(List.of("CMD-SHELL", "exit 0"), 5, 2, 3, 10),
                true,
                "/tmp",
                7));
    var connect = service.serviceConnectConfiguration();
    assertThat(connect.namespace()).isEqualTo("shop.local");
    var offered = connect.services().get(0);
    assertThat(offered.discoveryName()).isEqualTo("orders");
    assertThat(offered.clientAliases()).containsExactly(new ClientAlias(80, "orders"));
    assertThat(offered.ingressPortOverride()).isEqualTo(15010);
    assertThat(offered.timeout()).isEqualTo(new TimeoutConfiguration(300, 15));
  }

  @Test
  void namesWhatMeansNothingHereOnce() throws FleetRefused {
    assertThat(FleetFile.parse(GOOD).ignored())
        .containsExactlyInAnyOrder("cpu", "hostPort", "image", "launchType", "logConfiguration");
  }

  @Test
  void aServiceSwitchedOffHasNoSidecar() throws FleetRefused {
    var file = FleetFile.parse(GOOD.replace("\"enabled\": true", "\"enabled\": false"));

    assertThat(file.fleet().services().get(0).isConnected()).isFalse();
  }

  @Test
  void aServiceMayOnlyCallOthers() throws FleetRefused {
    var file =
        FleetFile.parse(
            """
            {"services": [{"serviceName": "job", "taskDefinition": {"containerDefinitions": [
              {"name": "job", "command": ["job"]}]},
              "serviceConnectConfiguration": {"enabled": true, "namespace": "shop.local"}}]}
            """);

    var service = file.fleet().services().get(0);
    assertThat(service.desiredCount()).isEqualTo(1);
    assertThat(service.serviceConnectConfiguration().services()).isEmpty();
  }

  static Stream<Arguments> spoiled() {
    return Stream.of(
        spoil(
            "\"desiredCount\"",
            "\"desiredcuont\"",
            "services[0].desiredcuont: unknown field (did you mean 'desiredCount'?)"),
        spoil(
            "\"hostPort\": 8080",
            "\"hostport\": 8080",
            CONTAINERS + "[0].portMappings[0].hostport: unknown field (did you mean 'hostPort'?)"),
        spoil(
            "\"portName\": \"http\"",
            "\"portName\": \"web\"",
            CONNECT
                + ".services[0].portName: Port Mapping 'web' does not exist on the task definition."
                + " It has http, raw"),
        spoil(
            "{\"namespace\": \"shop.local\"}",
            "{}",
            CONNECT
                + ": namespace is missing (expected: a namespace's name here or in the file's"
                + " serviceConnectDefaults)"),
        spoil(
            "\"shop.local\"",
            "\"arn:aws:servicediscovery:eu-west-1:1:namespace/ns-1\"",
            "serviceConnectDefaults.namespace: 'arn:aws:servicediscovery:eu-west-1:1:namespace/ns-1'"
                + " (expected: a namespace's name, such as demo.local, not an ARN)"),
        spoil(
            "\"desiredCount\": 2",
            "\"desiredCount\": -1",
            "services[0].desiredCount: -1 (expected: 0 to 10000)"),
        spoil(
            "\"desiredCount\": 2",
            "\"desiredCount\": \"2\"",
            "services[0].desiredCount: \"2\" (expected: a whole number)"),
        spoil(
            "\"desiredCount\": 2",
            "\"desiredCount\": 300",
            "desiredCount: 300 tasks in all (expected: at most 250)"),
        spoil(
            "\"discoveryName\": \"orders\"",
            "\"discoveryName\": \"Orders!\"",
            CONNECT
                + ".services[0].discoveryName: 'Orders!' (expected: 1 to 64 of a-z, 0-9, _ and -,"
                + " not starting with -)"),
        spoil(
            "\"dnsName\": \"orders\"",
            "\"dnsName\": \"-orders\"",
            CONNECT
                + ".services[0].clientAliases[0].dnsName: '-orders' (expected: 1 to 127 of a-z,"
                + " 0-9, _, - and ., not starting with -)"),
        spoil(
            "\"port\": 80,",
            "\"port\": 70000,",
            CONNECT + ".services[0].clientAliases[0].port: 70000 (expected: 1 to 65535)"),
        spoil(
            "\"port\": 80,",
            "",
            CONNECT + ".services[0].clientAliases[0]: port is missing (expected: 1 to 65535)"),
        spoil(
            "\"ingressPortOverride\": 15010",
            "\"ingressPortOverride\": 0",
            CONNECT + ".services[0].ingressPortOverride: 0 (expected: 1 to 65535)"),
        spoil(
            "\"ingressPortOverride\": 15010",
            "\"ingressPortOverride\": 9000",
            CONNECT
                + ".services[0].ingressPortOverride: 9000 is a containerPort (expected: a port that"
                + " is free)"),
        spoil(
            "\"portName\": \"http\"",
            "\"portName\": \"raw\"",
            CONNECT
                + ".services[0].timeout.perRequestTimeoutSeconds: 'raw' is TCP (expected:"
                + " appProtocol http, http2 or grpc)"),
        spoil(
            "\"entryPoint\": [\"java\"],\n        \"command\": [\"-jar\", \"orders.jar\"],",
            "\"command\": [],",
            CONTAINERS
                + "[0].command: is empty (expected: the program to run and its arguments; no image"
                + " is run)"),
        spoil(
            "\"containerPort\": 9000",
            "\"containerPort\": 15001",
            "orders: containerPort 15001 is the sidecar's (expected: any but [15000, 15001,"
                + " 15002])"),
        spoil(
            "\"containerPort\": 9000",
            "\"containerPort\": 0",
            CONTAINERS + "[0].portMappings[1].containerPort: 0 (expected: 1 to 65535)"),
        spoil(
            "\"appProtocol\": \"http\"",
            "\"appProtocol\": \"https\"",
            CONTAINERS
                + "[0].portMappings[0].appProtocol: 'https' (expected: http, http2, grpc, tcp)"),
        spoil(
            "[\"CMD-SHELL\", \"exit 0\"]",
            "[\"curl\"]",
            CONTAINERS
                + "[0].healthCheck.command: [curl] (expected: [\"CMD\", program, arguments...] or"
                + " [\"CMD-SHELL\", line])"),
        spoil("\"enabled\": true,", "", CONNECT + ": enabled is missing (expected: true or false)"),
        spoil(
            "\"serviceName\": \"orders\"",
            "\"serviceName\": \"or ders\"",
            "services[0].serviceName: 'or ders' (expected: 1 to 58 letters, digits, _ or -,"
                + " starting with a letter or digit)"));
  }

  @Test
  void aTrafficPolicyIsReadBesideServiceConnect() throws FleetRefused {
    assertThat(FleetFile.parse(GOOD).fleet().hasPolicies()).isFalse();
    var fleet = FleetFile.parse(withPolicy(GOOD, "{\"retries\": {\"attempts\": 1}}")).fleet();
    assertThat(fleet.hasPolicies()).isTrue();
    assertThat(fleet.services().get(0).trafficPolicy().retries().attempts()).isEqualTo(1);
  }

  @Test
  void aTrafficPolicyIsCheckedAsTheRegistryDoes() {
    assertThat(problems(withPolicy(GOOD, "{\"retries\": {\"attemps\": 1}, \"balancing\": 7}")))
        .containsExactlyInAnyOrder(
            "services[0].trafficPolicy.retries.attemps: unknown field (did you mean 'attempts'?)",
            "services[0].trafficPolicy.balancing: 7 (expected: an object)");
    assertThat(
            problems(withPolicy(GOOD.replace("\"desiredCount\": 2", "\"desiredCount\": 0"), "{}")))
        .containsExactly(
            "services[0].trafficPolicy: is kept with what tasks register (expected: a desiredCount"
                + " of 1 or more)");
    assertThat(problems(withPolicy(GOOD, "{}").replace("\"enabled\": true", "\"enabled\": false")))
        .containsExactly(
            "services[0].trafficPolicy: is for nobody (expected: a serviceConnectConfiguration with"
                + " services)");
  }

  private static String withPolicy(String fleet, String policy) {
    return fleet.replace(
        "\"serviceConnectConfiguration\": {",
        "\"trafficPolicy\": " + policy + ", \"serviceConnectConfiguration\": {");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 100 | 200 | true",
        "{\"maximumPercent\": 150} | 100 | 150 | true",
        "{\"minimumHealthyPercent\": 0, \"maximumPercent\": 100} | 0 | 100 | true",
        "{\"deploymentCircuitBreaker\": {\"enable\": true, \"rollback\": true}} | 100 | 200 | true",
        "{\"deploymentCircuitBreaker\": {\"enable\": true, \"rollback\": false}} | 100 | 200 | false",
        "{\"deploymentCircuitBreaker\": {\"enable\": false, \"rollback\": false}} | 100 | 200 | true",
      })
  void howItsTasksAreReplacedIsRead(String given, int minimum, int maximum, boolean rollback)
      throws FleetRefused {
    var read = FleetFile.parse(withDeployment(given)).fleet().services().get(0).deployment();

    assertThat(read).isEqualTo(new DeploymentConfiguration(minimum, maximum, rollback));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"minimumHealthyPercent\": 101} | .minimumHealthyPercent: 101 (expected: 0 to 100)",
        "{\"maximumPercent\": 99} | .maximumPercent: 99 (expected: 100 to 10000)",
        "{\"maximumPercent\": 100} | .maximumPercent: 100 with a minimumHealthyPercent of 100 (expected: more than 100, or a smaller minimumHealthyPercent; otherwise no task can ever be replaced)",
        "{\"maximumPercents\": 100} | .maximumPercents: unknown field (did you mean 'maximumPercent'?)",
        "{\"deploymentCircuitBreaker\": {\"enabled\": true}} | .deploymentCircuitBreaker.enabled: unknown field (did you mean 'enable'?)",
      })
  void aWrongDeploymentConfigurationIsNamed(String given, String problem) {
    assertThat(problems(withDeployment(given)))
        .containsExactly("services[0].deploymentConfiguration" + problem);
  }

  @Test
  void whatOfADeploymentMeansNothingHereIsNamed() throws FleetRefused {
    var given =
        "{\"strategy\": \"ROLLING\", \"deploymentCircuitBreaker\": {\"enable\": false, \"rollback\": false}}";

    assertThat(FleetFile.parse(withDeployment(given)).ignored())
        .contains("strategy", "deploymentCircuitBreaker");
  }

  private static String withDeployment(String configuration) {
    String field = "\"launchType\"";
    return GOOD.replace(field, "\"deploymentConfiguration\": " + configuration + ", " + field);
  }

  private static Arguments spoil(String what, String by, String line) {
    return Arguments.of(what, by, line);
  }

  @ParameterizedTest
  @MethodSource("spoiled")
  void eachMistakeIsOneLine(String what, String by, String line) {
    String spoiled = GOOD.replace(what, by);

    assertThat(spoiled).isNotEqualTo(GOOD);
    assertThat(problems(spoiled)).contains(line);
  }

  @Test
  void allProblemsAreToldAtOnce() {
    String spoiled =
        GOOD.replace("\"portName\": \"http\"", "\"portName\": \"web\"")
            .replace("\"desiredCount\": 2", "\"desiredCount\": -1")
            .replace("\"image\"", "\"imagee\"");

    assertThat(problems(spoiled)).hasSize(3);
  }

  @Test
  void discoveryNamesAndAliasesAreUniqueInANamespace() {
    assertThat(problems(twoServices("orders", "orders", 8080)))
        .containsExactly(
            "b: Cannot create multiple services with the discoveryName 'orders' in namespace"
                + " shop.local; it is a's.");
    assertThat(problems(twoServices("orders", "payments", 8080)))
        .containsExactly("b: the client alias api:80 is that of 'orders', too (expected: unique)");
  }

  @Test
  void twoContainersCannotShareAPort() {
    String spoiled =
        GOOD.replace(
            "\"containerDefinitions\": [",
            "\"containerDefinitions\": [{\"name\": \"other\", \"command\": [\"x\"],"
                + " \"portMappings\": [{\"containerPort\": 8080}]},");

    assertThat(problems(spoiled))
        .containsExactly(
            CONTAINERS
                + "[1].portMappings: 8080 is a containerPort of 'other', too (expected: each port"
                + " once, the containers share the task's address)");
  }

  @Test
  void whatIsNotJsonIsToldWithItsPlace() {
    assertThat(problems("{\"services\": [}"))
        .singleElement()
        .asString()
        .startsWith("line 1, column 15: not JSON: ");
    assertThat(problems("[]"))
        .containsExactly("is not a JSON object (expected: {\"services\": [...]})");
    assertThat(problems("{}"))
        .containsExactly("services is missing (expected: the list of services)");
    assertThat(problems("{\"services\": [], \"services\": []}"))
        .singleElement()
        .asString()
        .contains("Duplicate field 'services'");
  }

  @Test
  void aFileThatIsNotThereIsTold(@TempDir Path folder) {
    var file = folder.resolve("no.json");
    var refused = catchThrowableOfType(FleetRefused.class, () -> FleetFile.read(List.of(file)));

    assertThat(refused.problems())
        .containsExactly(file + ": no such file (expected: a fleet definition in JSON)");
  }

  @Test
  void readsAFile(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("fleet.json"), GOOD);

    assertThat(FleetFile.read(List.of(file)).fleet().taskCount()).isEqualTo(2);
  }

  private static List<String> problems(String text) {
    return catchThrowableOfType(FleetRefused.class, () -> FleetFile.parse(text)).problems();
  }

  private static String twoServices(String first, String second, int port) {
    String form =
        """
        {"serviceName": "%s", "taskDefinition": {"containerDefinitions": [{"name": "app",
         "command": ["app"], "portMappings": [{"name": "http", "containerPort": %d,
         "appProtocol": "http"}]}]},
         "serviceConnectConfiguration": {"enabled": true, "namespace": "shop.local", "services": [
         {"portName": "http", "discoveryName": "%s", "clientAliases": [{"port": 80, "dnsName": "%s"}]}]}}
        """;
    boolean same = first.equals(second);
    return "{\"services\": ["
        + String.format(form, "a", port, first, "api")
        + ","
        + String.format(form, "b", port, second, same ? "other" : "api")
        + "]}";
  }
}
