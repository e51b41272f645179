package io.fairlead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.servicediscovery.model.OperationType;
import software.amazon.awssdk.services.servicediscovery.model.RecordType;

/**
 * Commands as tutorials on Cloud Map print them, typed into a shell word for word; only ids are put
 * in, and the endpoint comes from the environment. Where a tutorial's command is not AWS's syntax,
 * the test says so.
 */
class AwsCliJourneyTest {
  @TempDir private Path home;
  private final ApiServer server = new ApiServer();

  @BeforeAll
  static void cliIsThere() {
    AwsCli.assumeThere();
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** The AWS CLI has no --vpc-id here: it is --vpc, and nothing else is changed. */
  @Test
  void minimalSetupForABackend() throws Exception {
    var refused =
        shell(
            """
            aws servicediscovery create-private-dns-namespace \\
              --name my-namespace \\
              --vpc-id vpc-0123456789abcdef0 \\
              --creator-request-id my-namespace-creation
            """);
    assertThat(refused.code()).isNotZero();
    assertThat(refused.err()).contains("--vpc");
    var created =
        succeed(
            """
            aws servicediscovery create-private-dns-namespace \\
              --name my-namespace \\
              --vpc vpc-0123456789abcdef0 \\
              --creator-request-id my-namespace-creation
            """);
    String namespace = server.target(created.getString("OperationId"), "NAMESPACE");
    // The tutorial leaves out how the service came to be.
    String service = server.service(namespace, "my-backend-service", RecordType.SRV);

    var registered =
        succeed(
            """
            aws servicediscovery register-instance \\
              --service-id srv-abcdef1234567890 \\
              --instance-id backend-task-1 \\
              --attributes '{"AWS_INSTANCE_IPV4":"10.0.1.10", "AWS_INSTANCE_PORT":"8080"}' \\
              --creator-request-id backend-instance-registration
            """
                .replace("srv-abcdef1234567890", service));
    assertThat(server.target(registered.getString("OperationId"), "INSTANCE"))
        .isEqualTo("backend-task-1");
    assertThat(
            server
                .aws()
                .getInstance(r -> r.serviceId(service).instanceId("backend-task-1"))
                .instance()
                .attributes())
        .isEqualTo(Map.of("AWS_INSTANCE_IPV4", "10.0.1.10", "AWS_INSTANCE_PORT", "8080"));
  }

  /** The tutorial's other commands are {@code aws ecs}: not Cloud Map's. */
  @Test
  void namespaceOfAServiceWhoseInstancesAreListed() throws Exception {
    var created =
        succeed(
            """
            aws servicediscovery create-private-dns-namespace \\
            --name my-namespace.local \\
            --vpc vpc-12345678
            """);
    var operation =
        server.aws().getOperation(r -> r.operationId(created.getString("OperationId"))).operation();
    assertThat(operation.type()).isEqualTo(OperationType.CREATE_NAMESPACE);
    String namespace = server.target(operation.id(), "NAMESPACE");
    String service = server.service(namespace, "my-service", RecordType.A);
    server.register(service, "task-1", Map.of("AWS_INSTANCE_IPV4", "10.0.0.1"));
    var listed =
        succeed(
            "aws servicediscovery list-instances --service-id srv-xxx".replace("srv-xxx", service));
    assertThat(listed.getJsonArray("Instances").getJsonObject(0).getString("Id"))
        .isEqualTo("task-1");
  }

  private JsonObject succeed(String command) throws IOException, InterruptedException {
    var ended = shell(command);
    assertThat(ended.code()).as(ended.err()).isZero();
    return new JsonObject(ended.out());
  }

  private ForeignProgram.Ended shell(String command) throws IOException, InterruptedException {
    String environment =
        "export AWS_DEFAULT_REGION=us-east-1 AWS_DEFAULT_OUTPUT=json"
            + " AWS_ENDPOINT_URL_SERVICEDISCOVERY=http://127.0.0.1:%d\n".formatted(server.port());
    return AwsCli.program(home).run(List.of("sh", "-c", environment + command));
  }
}
