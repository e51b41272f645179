package io.fairlead.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fairlead.launcher.fleet.FleetDefinition;
import io.fairlead.launcher.task.Fleet;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The journey of somebody who has only the AWS CLI and dig, against two registry nodes and DNS. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CommandLineToolsIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static Fleet fleet;

  @BeforeAll
  static void startRegistryNodesAndDns() {
    for (String tool : List.of("aws", "dig")) {
      assumeTrue(isOnPath(tool), tool + " is not on the PATH: the journey with it is skipped");
    }
    fleet = TestFleet.start(new FleetDefinition(List.of()));
  }

  @AfterAll
  static void stopThem() {
    if (fleet != null) {
      fleet.close();
    }
  }

  @Test
  void aNamespaceAServiceAndItsInstancesAreMadeFoundAndResolved() throws Exception {
    aws("create-private-dns-namespace --name tools.local --vpc vpc-1");
    String namespace = aws("list-namespaces").at("/Namespaces/0/Id").asText();
    assertThat(namespace).matches("ns-[a-z0-9]{16}");
    String web = service("web", namespace, "DnsRecords=[{Type=A,TTL=60}]");
    String grpc = service("_grpc._tcp", namespace, "DnsRecords=[{Type=SRV,TTL=60}]");
    register(web, "i-1", "127.0.96.1", 8080);
    register(web, "i-2", "127.0.96.2", 8080);
    register(grpc, "g-1", "127.0.96.3", 9090);

    assertThat(aws("list-instances --service-id " + web).path("Instances")).hasSize(2);
    var discovered = aws("discover-instances --namespace-name tools.local --service-name web");
    assertThat(discovered.path("Instances").findValuesAsText("InstanceId"))
        .containsExactlyInAnyOrder("i-1", "i-2");

    await("dig sees both addresses")
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(dig("web.tools.local", "A"))
                    .containsExactlyInAnyOrder("127.0.96.1", "127.0.96.2"));
    await("dig sees the service's port")
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(dig("_grpc._tcp.tools.local", "SRV"))
                    .containsExactly("1 1 9090 g-1._grpc._tcp.tools.local."));
  }

  private static String service(String name, String namespace, String dns) throws Exception {
    return aws("create-service", "--name", name, "--namespace-id", namespace, "--dns-config", dns)
        .at("/Service/Id")
        .asText();
  }

  private static void register(String service, String id, String ipv4, int port) throws Exception {
    String attributes = "AWS_INSTANCE_IPV4=" + ipv4 + ",AWS_INSTANCE_PORT=" + port;
    String operation =
        aws(
                "register-instance",
                "--service-id",
                service,
                "--instance-id",
                id,
                "--attributes",
                attributes)
            .path("OperationId")
            .asText();
    await("the operation of " + id + " succeeds")
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                aws("get-operation --operation-id " + operation)
                    .at("/Operation/Status")
                    .asText()
                    .equals("SUCCESS"));
  }

  private static JsonNode aws(String words) throws Exception {
    return aws(words.split(" ", -1));
  }

  private static JsonNode aws(String... arguments) throws Exception {
    var command = new ArrayList<String>(List.of("aws", "--output", "json"));
    command.addAll(
        List.of("--endpoint-url", "http://127.0.0.1:" + TestFleet.PORTS.api(), "servicediscovery"));
    command.addAll(List.of(arguments));
    return JSON.readTree(run(command));
  }

  private static List<String> dig(String name, String type) throws Exception {
    String port = Integer.toString(TestFleet.PORTS.dns());
    return run(List.of("dig", "@127.0.0.1", "-p", port, "+short", name, type)).lines().toList();
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    var env = builder.environment();
    env.put("AWS_ACCESS_KEY_ID", "test");
    env.put("AWS_SECRET_ACCESS_KEY", "test");
    env.put("AWS_DEFAULT_REGION", "us-east-1");
    env.put("AWS_EC2_METADATA_DISABLED", "true");
    // Without it the CLI calls data-127.0.0.1 to discover.
    env.put("AWS_DISABLE_HOST_PREFIX_INJECTION", "true");
    var process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + output).isZero();
    return output;
  }

  private static boolean isOnPath(String tool) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, tool))) {
        return true;
      }
    }
    return false;
  }
}
