package io.fairlead.launcher.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.policy.PolicySchema;
import io.fairlead.launcher.console.Console;
import io.fairlead.node.ManagementSettings;
import io.fairlead.node.Node;
import io.fairlead.node.NodeContext;
import io.fairlead.node.NodeProcess;
import io.fairlead.node.RunningNode;
import io.fairlead.registry.RegistrySettings;
import io.fairlead.registry.RegistryVerticle;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands against a registry that listens on a real port. */
class PolicyCommandTest {
  private static RunningNode node;
  private static String registry;

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void startARegistryWithTwoServices() throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    registry = "http://127.0.0.1:" + port;
    var flags = List.of("--api.port=" + port, "--data.folder=", "--management.port=0");
    node = await(Node.start(new LoneRegistry(), flags, Map.of()));
    cloudMap("CreateHttpNamespace", "{\"Name\": \"demo\"}");
    String namespaces = cloudMap("ListNamespaces", "{}");
    String id = namespaces.replaceAll("(?s).*\"Id\":\"(ns-[a-z0-9]+)\".*", "$1");
    for (String name : List.of("backend", "frontend")) {
      cloudMap("CreateService", "{\"Name\": \"%s\", \"NamespaceId\": \"%s\"}".formatted(name, id));
    }
  }

  /** A registry that is no member of a cluster. */
  private static final class LoneRegistry implements NodeProcess<RegistrySettings> {
    @Override
    public String name() {
      return "registry";
    }

    @Override
    public Class<RegistrySettings> settingsType() {
      return RegistrySettings.class;
    }

    @Override
    public ManagementSettings management(RegistrySettings settings) {
      return settings.management();
    }

    @Override
    public Future<Void> start(NodeContext context, RegistrySettings settings) {
      return RegistryVerticle.deployLocal(context, settings);
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static String cloudMap(String operation, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(registry + "/"))
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "Route53AutoNaming_v20170314." + operation)
            .POST(BodyPublishers.ofString(body))
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  @AfterAll
  static void stopIt() throws Exception {
    await(node.stop());
  }

  @BeforeEach
  void beginWithoutPolicies() {
    for (String name : List.of("backend.demo", "frontend.demo")) {
      assertThat(run("delete", "--registry", registry, name)).isZero();
    }
    out.reset();
  }

  private int run(String... arguments) {
    var console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    CommandLine line = PolicyCommand.of(console);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          failure.getMessage().lines().forEach(console::error);
          return 2;
        });
    return line.execute(arguments);
  }

  private String apply(String text, String... more) throws IOException {
    var arguments = new ArrayList<>(List.of("apply", "--registry", registry));
    arguments.addAll(List.of(more));
    arguments.add(file(text));
    assertThat(run(arguments.toArray(String[]::new))).as(err()).isZero();
    return out();
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("policy.json"), text).toString();
  }

  private String out() {
    String text = out.toString(StandardCharsets.UTF_8);
    out.reset();
    return text;
  }

  private String err() {
    String text = err.toString(StandardCharsets.UTF_8);
    err.reset();
    return text;
  }

  @Test
  void aBareDocumentIsAppliedToTheServiceThatIsNamed() throws IOException {
    assertThat(run("get", "--registry", registry, "backend.demo")).isZero();
    assertThat(out()).isEqualTo("backend.demo has no trafficPolicy.\n");
    String limited = "{\"rateLimit\": {\"requestsPerSecond\": 5}}";
    assertThat(apply(limited, "--service", "backend.demo")).matches("backend.demo version \\d+\n");
    assertThat(apply(limited, "--service", "backend.demo"))
        .matches("backend.demo has it already, version \\d+\n");
    assertThat(run("get", "--registry", registry, "backend.demo")).isZero();
    assertThat(out()).contains("backend.demo version ", "\"requestsPerSecond\" : 5");
  }

  @Test
  void whatGetPrintsAsJsonCanBeApplied() throws IOException {
    apply("{\"retries\": {\"attempts\": 1}}", "--service", "backend.demo");
    assertThat(run("get", "--json", "--registry", registry, "backend.demo")).isZero();
    assertThat(apply(out())).contains("backend.demo has it already");
  }

  @Test
  void aListIsAppliedOnlyIfAllOfItIsRight() throws IOException {
    String list =
        """
        [{"service": "backend.demo", "trafficPolicy": {"retries": {"attempts": 1}}},
         {"service": "frontend.demo", "trafficPolicy": {"retries": {"attempts": %s}}}]
        """;
    assertThat(run("apply", "--registry", registry, file(list.formatted("99")))).isEqualTo(2);
    assertThat(err())
        .contains("policy.json: [1].trafficPolicy.retries.attempts: 99 (expected: 0 to 10)")
        .hasLineCount(1);
    run("get", "--registry", registry, "backend.demo");
    assertThat(out()).isEqualTo("backend.demo has no trafficPolicy.\n");
    assertThat(apply(list.formatted("2")))
        .contains("backend.demo version", "frontend.demo version");
  }

  @Test
  void aFileThatNamesNoServiceOrTwiceOneIsUsage() throws IOException {
    assertThat(run("apply", "--registry", registry, file("{}"))).isEqualTo(2);
    assertThat(err()).contains("names no service (expected: --service SERVICE.NAMESPACE");
    String one = "{\"service\": \"backend.demo\", \"trafficPolicy\": {}}";
    assertThat(run("apply", "--registry", registry, file("[" + one + "," + one + "]")))
        .isEqualTo(2);
    assertThat(err()).contains("[1].service: backend.demo is given twice (expected: unique)");
    assertThat(run("apply", "--registry", registry, file("{\"service\": \"x.demo\"}")))
        .isEqualTo(2);
    assertThat(run("apply", "--registry", registry, "no-such-file")).isEqualTo(2);
    assertThat(run("get", "--registry", registry, "backend")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void onlyTheVersionThatIsNamedIsReplaced() throws IOException {
    String first = apply("{\"retries\": {\"attempts\": 1}}", "--service", "backend.demo");
    long version = Long.parseLong(first.strip().replaceAll(".* ", ""));
    String other = file("{\"service\": \"backend.demo\", \"trafficPolicy\": {}}");
    assertThat(run("apply", "--registry", registry, "--if-version", "" + (version - 1), other))
        .isEqualTo(1);
    assertThat(err())
        .contains("PolicyVersionMismatch: The policy of backend has version " + version)
        .hasLineCount(1);
    assertThat(run("apply", "--registry", registry, "--if-version", "" + version, other)).isZero();
  }

  @Test
  void aDryRunChangesNothing() throws IOException {
    assertThat(
            apply(
                "{\"service\": \"backend.demo\", \"trafficPolicy\": {\"retries\": {\"attempts\": 1}}}",
                "--dry-run"))
        .contains("backend.demo would get version", "  + retries.attempts: 1");
    run("get", "--registry", registry, "backend.demo");
    assertThat(out()).isEqualTo("backend.demo has no trafficPolicy.\n");
  }

  @Test
  void aDiffTellsWhatGoesAndWhatComes() throws IOException {
    apply(
        """
        {"retries": {"attempts": 1, "statuses": [429]}, "routes": [{"name": "a", "split": [{"weight": 1}]}]}
        """,
        "--service",
        "backend.demo");
    String same =
        file(
            """
            {"service": "backend.demo", "trafficPolicy": {"routes": [{"split": [{"weight": 1}], "name": "a"}],
             "retries": {"statuses": [429], "attempts": 1}}}
            """);
    assertThat(run("diff", "--registry", registry, same)).isZero();
    assertThat(out()).isEmpty();
    String other =
        file(
            """
            {"service": "backend.demo", "trafficPolicy": {"retries": {"attempts": 2, "statuses": [429, 430]},
             "routes": [{"name": "a", "split": [{"weight": 1}, {"weight": 2}]}]}}
            """);
    assertThat(run("diff", "--registry", registry, other)).isEqualTo(1);
    assertThat(out().lines().skip(1))
        .containsExactly(
            "- retries.attempts: 1",
            "+ retries.attempts: 2",
            "- retries.statuses: [429]",
            "+ retries.statuses: [429,430]",
            "+ routes[0].split[1].weight: 2");
  }

  @Test
  void whatTheRegistryDoesNotKnowIsToldInOneLine() throws IOException {
    String nobody = file("{\"service\": \"nobody.demo\", \"trafficPolicy\": {}}");
    assertThat(run("apply", "--registry", registry, nobody)).isEqualTo(1);
    assertThat(err())
        .contains("the policy of nobody.demo is not applied: ServiceNotFound: ")
        .hasLineCount(1);
    assertThat(run("diff", "--registry", registry, nobody)).isEqualTo(2);
    err();
    assertThat(run("get", "--registry", "http://127.0.0.1:1", "backend.demo")).isEqualTo(1);
    assertThat(err()).contains("does the registry run, is --registry right?").hasLineCount(1);
    assertThat(run("get", "--registry", "nonsense", "backend.demo")).isEqualTo(2);
  }

  @Test
  void theSchemaIsPrinted() {
    assertThat(run("schema")).isZero();
    assertThat(out()).isEqualTo(PolicySchema.text());
  }
}
