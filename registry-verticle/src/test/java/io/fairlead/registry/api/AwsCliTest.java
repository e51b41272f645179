package io.fairlead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.registry.api.ForeignProgram.Ended;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that people type, with the real AWS CLI. */
class AwsCliTest {
  @TempDir private Path home;

  @BeforeAll
  static void cliIsThere() {
    AwsCli.assumeThere();
  }

  @Test
  void namespaceServiceAndInstanceAreMadeAndDiscovered() throws Exception {
    try (var server = new ApiServer()) {
      var operation =
          new JsonObject(
              succeed(
                  server,
                  "create-private-dns-namespace",
                  "--name",
                  "prod.local",
                  "--vpc",
                  "vpc-1"));
      var done =
          new JsonObject(
                  succeed(
                      server,
                      "get-operation",
                      "--operation-id",
                      operation.getString("OperationId")))
              .getJsonObject("Operation");
      assertThat(done.getString("Status")).isEqualTo("SUCCESS");
      String namespace = done.getJsonObject("Targets").getString("NAMESPACE");

      String service =
          new JsonObject(
                  succeed(
                      server,
                      "create-service",
                      "--name",
                      "backend",
                      "--namespace-id",
                      namespace,
                      "--dns-config",
                      "DnsRecords=[{Type=A,TTL=60}]",
                      "--health-check-custom-config",
                      "FailureThreshold=1"))
              .getJsonObject("Service")
              .getString("Id");

      succeed(
          server,
          "register-instance",
          "--service-id",
          service,
          "--instance-id",
          "i-1",
          "--attributes",
          "AWS_INSTANCE_IPV4=10.0.0.1,AWS_INSTANCE_PORT=8080,zone=a");
      assertThat(
              succeed(
                  server,
                  "list-instances",
                  "--service-id",
                  service,
                  "--query",
                  "Instances[0].Attributes.AWS_INSTANCE_IPV4",
                  "--output",
                  "text"))
          .isEqualToIgnoringNewLines("10.0.0.1");
      assertThat(
              succeed(
                  server,
                  "discover-instances",
                  "--namespace-name",
                  "prod.local",
                  "--service-name",
                  "backend",
                  "--query-parameters",
                  "zone=a",
                  "--query",
                  "Instances[].[InstanceId,HealthStatus]",
                  "--output",
                  "text"))
          .isEqualToIgnoringNewLines("i-1\tHEALTHY");
    }
  }

  @Test
  void refusalReachesTheTerminal() throws Exception {
    try (var server = new ApiServer()) {
      var ended = run(server, "get-namespace", "--id", "ns-none");
      assertThat(ended.code()).isNotZero();
      assertThat(ended.err())
          .contains("(NamespaceNotFound) when calling the GetNamespace operation")
          .contains("ns-none");
    }
  }

  private String succeed(ApiServer server, String... command)
      throws IOException, InterruptedException {
    var ended = run(server, command);
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended.out();
  }

  private Ended run(ApiServer server, String... command) throws IOException, InterruptedException {
    var line =
        new ArrayList<>(
            List.of(
                "aws",
                "servicediscovery",
                "--region",
                "us-east-1",
                "--endpoint-url",
                "http://127.0.0.1:" + server.port()));
    line.addAll(List.of(command));
    return AwsCli.program(home).run(line);
  }
}
