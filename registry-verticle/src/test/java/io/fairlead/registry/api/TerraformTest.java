package io.fairlead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.registry.api.ForeignProgram.Ended;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.servicediscovery.model.Tag;

/** The example of the documents, with the real Terraform and its AWS provider. */
class TerraformTest {
  private static final Path EXAMPLE = Path.of("..", "docs", "terraform", "main.tf");
  private static final int NO_CHANGES = 0;
  private static Path plugins;

  @TempDir private Path folder;
  private ApiServer server;

  @BeforeAll
  static void terraformIsThere() {
    assumeTrue(ForeignProgram.isOnPath("terraform"), "no terraform on the PATH");
    var found = TerraformPlugins.find();
    assumeTrue(
        found.isPresent(),
        "no AWS provider for Terraform in the usual folders: set "
            + TerraformPlugins.VARIABLE
            + " to the folder that holds registry.terraform.io/hashicorp/aws");
    plugins = found.get();
  }

  @BeforeEach
  void serve() {
    server = new ApiServer();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  @Timeout(400)
  void whatIsAppliedStaysAndCanBeChangedImportedAndDestroyed() throws Exception {
    var first = initialized("first");
    assertThat(succeed(first, "apply", "-auto-approve")).contains("0 changed, 0 destroyed");
    assertThat(plan(first)).isEqualTo(NO_CHANGES);

    String[] changes = {"-var=description=changed", "-var=ttl=20", "-var=stage=prod"};
    assertThat(succeed(first, with(changes, "apply", "-auto-approve")))
        .contains("0 added, ", "0 destroyed");
    assertThat(plan(first, changes)).isEqualTo(NO_CHANGES);
    assertChanged();

    var second = initialized("second");
    var imports = imports(resources(first));
    Files.writeString(
        folder.resolve("second").resolve("imports.tf"), imports, StandardCharsets.UTF_8);
    // What is made here alone, force_destroy, no import can know: hence "changed".
    assertThat(succeed(second, with(changes, "apply", "-auto-approve")))
        .contains(" imported, 0 added, 2 changed, 0 destroyed");
    assertThat(plan(second, changes)).isEqualTo(NO_CHANGES);

    succeed(second, with(changes, "destroy", "-auto-approve"));
    assertThat(server.aws().listNamespaces(r -> {}).namespaces()).isEmpty();
    assertThat(server.aws().listServices(r -> {}).services()).isEmpty();
  }

  private void assertChanged() {
    var aws = server.aws();
    var namespace =
        aws.listNamespaces(r -> {}).namespaces().stream()
            .filter(n -> n.name().equals("shop.local"))
            .findFirst()
            .orElseThrow();
    assertThat(namespace.description()).isEqualTo("changed");
    assertThat(
            aws.listTagsForResource(r -> r.resourceARN(namespace.arn())).tags().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value)))
        .containsOnly(entry("stage", "prod"), entry("kind", "private"));
    assertThat(aws.listServices(r -> {}).services())
        .filteredOn(s -> s.dnsConfig() != null)
        .hasSize(5)
        .allSatisfy(
            s -> assertThat(s.dnsConfig().dnsRecords()).allMatch(record -> record.ttl() == 20));
  }

  /** Addresses of the resources to what they are. */
  private static Map<String, JsonObject> resources(ForeignProgram terraform)
      throws IOException, InterruptedException {
    var state = new JsonObject(run(terraform, "show", "-json").out());
    var listed =
        state.getJsonObject("values").getJsonObject("root_module").getJsonArray("resources");
    var found = new LinkedHashMap<String, JsonObject>();
    for (int i = 0; i < listed.size(); i++) {
      var resource = listed.getJsonObject(i);
      if (resource.getString("mode").equals("managed")) {
        found.put(resource.getString("address"), resource.getJsonObject("values"));
      }
    }
    assertThat(found).hasSizeGreaterThan(10);
    return found;
  }

  private static String imports(Map<String, JsonObject> resources) {
    return resources.entrySet().stream()
        .map(
            r ->
                "import {\n  to = %s\n  id = \"%s\"\n}\n"
                    .formatted(r.getKey(), importId(r.getKey(), r.getValue())))
        .collect(Collectors.joining());
  }

  private static String importId(String address, JsonObject values) {
    String id = values.getString("id");
    if (address.startsWith("aws_service_discovery_private_dns_namespace")) {
      return id + ":" + values.getString("vpc");
    }
    return address.startsWith("aws_service_discovery_instance")
        ? values.getString("service_id") + "/" + values.getString("instance_id")
        : id;
  }

  /** A folder with the example and a state of its own. */
  private ForeignProgram initialized(String name) throws IOException, InterruptedException {
    var own = Files.createDirectory(folder.resolve(name));
    Files.copy(EXAMPLE, own.resolve("main.tf"));
    var terraform =
        new ForeignProgram(
            own,
            Map.of(
                "TF_CLI_CONFIG_FILE", Files.createFile(own.resolve("none.tfrc")).toString(),
                "TF_IN_AUTOMATION", "1",
                "TF_VAR_endpoint", "http://127.0.0.1:" + server.port(),
                "CHECKPOINT_DISABLE", "1",
                "AWS_EC2_METADATA_DISABLED", "true"),
            Duration.ofMinutes(2));
    succeed(terraform, "init", "-input=false", "-plugin-dir=" + plugins);
    return terraform;
  }

  private static int plan(ForeignProgram terraform, String... variables)
      throws IOException, InterruptedException {
    var ended = run(terraform, with(variables, "plan", "-detailed-exitcode", "-input=false"));
    assertThat(ended.code()).as(ended.all()).isNotEqualTo(1);
    if (ended.code() != NO_CHANGES) {
      assertThat(ended.out()).as("the plan").contains("No changes");
    }
    return ended.code();
  }

  private static String succeed(ForeignProgram terraform, String... command)
      throws IOException, InterruptedException {
    var ended = run(terraform, command);
    assertThat(ended.code()).as(ended.all()).isZero();
    return ended.out();
  }

  private static Ended run(ForeignProgram terraform, String... command)
      throws IOException, InterruptedException {
    var line = new ArrayList<>(List.of("terraform", command[0], "-no-color"));
    line.addAll(List.of(command).subList(1, command.length));
    return terraform.run(line);
  }

  private static String[] with(String[] variables, String... command) {
    return Stream.concat(Stream.of(command), Stream.of(variables)).toArray(String[]::new);
  }
}
