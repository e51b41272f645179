package io.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.node.settings.SettingsException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private RunningNode node;

  @AfterEach
  void stop() {
    if (node != null) {
      join(node.stop());
    }
  }

  @Test
  void aStartedProcessIsLiveAndReady() throws Exception {
    start(new SampleProcess());

    assertThat(get("/live").statusCode()).isEqualTo(200);
    assertThat(get("/ready").statusCode()).isEqualTo(200);
    assertThat(get("/ready").body()).isEqualTo("ready\n");
  }

  @Test
  void whatIsMissingForReadinessIsNamed() throws Exception {
    start(new SampleProcess());
    node.context().readiness().require("view", () -> false);

    var answer = get("/ready");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject().put("ready", false).put("missing", new JsonArray().add("view")));
  }

  @Test
  void metricsAreInThePrometheusFormat() throws Exception {
    start(new SampleProcess());
    node.context().meters().counter("mesh_sample_things_total").increment(3);

    var answer = get("/metrics");

    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.body())
        .contains("mesh_sample_things_total 3.0")
        .contains("mesh_node_build_info{process=\"sample\",version=\"unpackaged\"} 1")
        .contains("jvm_memory_used_bytes", "vertx_pool_in_use", "process_files_open_files")
        .doesNotContain("remote=", "path=");
  }

  @Test
  void rolesAddTheirPagesAndNameTheirListeners() throws Exception {
    start(new SampleProcess());

    assertThat(new JsonObject(get("/routes").body())).isEqualTo(new JsonObject("{\"backend\":3}"));
    var contents = new JsonObject(get("/").body());
    assertThat(contents.getString("process")).isEqualTo("sample");
    assertThat(contents.getJsonArray("paths")).contains("/metrics", "/routes");
    assertThat(contents.getJsonObject("listeners").getString("management"))
        .isEqualTo("127.0.0.1:" + node.managementPort());
    assertThat(contents.getJsonObject("listeners").getString("sample")).startsWith("127.0.0.1:");
  }

  @Test
  void otherPathsAndMethodsAreRefused() throws Exception {
    start(new SampleProcess());

    assertThat(get("/nope").statusCode()).isEqualTo(404);
    var post = send(HttpRequest.newBuilder(at("/live")).POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("allow")).hasValue("GET, HEAD");
    var head =
        send(
            HttpRequest.newBuilder(at("/live"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("content-length")).hasValue("5");
  }

  @Test
  void whatAnOperatorMayAskForIsDoneByPostFromThisMachineOnly() throws Exception {
    start(new SampleProcess(), "--management.host=0.0.0.0");
    var done = new AtomicInteger();
    node.context()
        .management()
        .post(
            "/things/release",
            () -> Future.succeededFuture(new JsonObject().put("released", done.incrementAndGet())));

    assertThat(get("/things/release").statusCode()).isEqualTo(405);
    assertThat(post("127.0.0.1", "Origin", "http://evil.example").statusCode()).isEqualTo(403);
    assertThat(done).hasValue(0);
    var answer = post("127.0.0.1", "Accept", "*/*");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body())).isEqualTo(new JsonObject("{\"released\":1}"));
    assertThat(new JsonObject(get("/").body()).getJsonArray("paths"))
        .contains("POST /things/release");
    var outside = addressOfAnInterface();
    if (outside.isPresent()) {
      assertThat(post(outside.get(), "Accept", "*/*").statusCode()).isEqualTo(403);
      assertThat(done).hasValue(1);
    }
  }

  @Test
  void whatFailsWhenAnOperatorAsksForItIsA500() throws Exception {
    start(new SampleProcess());
    node.context()
        .management()
        .post("/things/release", () -> Future.failedFuture("no registry answers"));

    var answer = post("127.0.0.1", "Accept", "*/*");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("no registry answers");
  }

  private HttpResponse<String> post(String host, String header, String value) throws Exception {
    var at = URI.create("http://" + host + ":" + node.managementPort() + "/things/release");
    return send(
        HttpRequest.newBuilder(at).header(header, value).POST(HttpRequest.BodyPublishers.noBody()));
  }

  /** Connections to it come from it, so that they do not look like this machine's own. */
  private static Optional<String> addressOfAnInterface() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .findFirst();
  }

  @Test
  void aPageThatFailsIsA500AndOneWithoutAnAnswerA404() throws Exception {
    start(new SampleProcess());
    node.context()
        .management()
        .get(
            "/broken",
            () -> {
              throw new IllegalStateException("no view yet");
            });
    node.context().management().get("/later", () -> null);

    assertThat(get("/broken").statusCode()).isEqualTo(500);
    assertThat(get("/broken").body()).contains("no view yet");
    assertThat(get("/later").statusCode()).isEqualTo(404);
  }

  @Test
  void aDrainingProcessIsLiveButNotReady() throws Exception {
    Promise<Void> lastRequest = Promise.promise();
    start(process(n -> onDrain(n, lastRequest.future()), Duration.ofSeconds(20)));

    var stopped = node.stop();

    assertThat(get("/live").statusCode()).isEqualTo(200);
    assertThat(get("/ready").body()).contains("not draining");
    lastRequest.complete();
    join(stopped);
    assertThatThrownBy(() -> get("/live")).isInstanceOf(ConnectException.class);
  }

  @Test
  void aDrainThatTakesTooLongIsCutOff() throws Exception {
    Promise<Void> never = Promise.promise();
    start(process(n -> onDrain(n, never.future()), Duration.ofMillis(50)));

    join(node.stop());

    assertThatThrownBy(() -> get("/live")).isInstanceOf(ConnectException.class);
  }

  @Test
  void readinessWaitsForTheStart() throws Exception {
    Promise<Void> slow = Promise.promise();
    NodeContext[] context = {null};
    var starting =
        Node.start(
            process(
                n -> {
                  context[0] = n;
                  return slow.future();
                },
                Duration.ofSeconds(1)),
            List.of(),
            Map.of());
    await().until(() -> context[0] != null);

    assertThat(context[0].readiness().missing()).containsExactly("started");
    slow.complete();
    node = join(starting);
    assertThat(context[0].readiness().missing()).isEmpty();
  }

  @Test
  void aTakenPortIsToldWithItsAddressAndWhatToDo() throws IOException {
    try (var taken = new ServerSocket(0)) {
      String port = Integer.toString(taken.getLocalPort());
      assertThatThrownBy(() -> start(new SampleProcess(), "--management.port=" + port))
          .cause()
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("management cannot listen on 127.0.0.1 port " + port)
          .hasMessageContaining("address already in use")
          .hasMessageContaining("set another management.port");
    }
  }

  @Test
  void anAddressOfAnotherMachineIsToldToo() {
    assertThatThrownBy(() -> start(new SampleProcess(), "--management.host=192.0.2.1"))
        .cause()
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("192.0.2.1")
        .hasMessageContaining("must be an address of this machine");
  }

  @Test
  void aFailedStartLeavesNothingBehind() {
    int[] port = {0};
    var failing =
        process(
            n -> {
              port[0] =
                  Integer.parseInt(
                      n.management()
                          .listeners()
                          .get("management")
                          .substring("127.0.0.1:".length()));
              return Future.failedFuture("broken");
            },
            Duration.ofSeconds(1));

    assertThatThrownBy(() -> start(failing)).hasMessageContaining("broken");
    assertThatThrownBy(() -> send(HttpRequest.newBuilder(at(port[0], "/live"))))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void badSettingsStartNothing() {
    assertThatThrownBy(() -> start(new SampleProcess(), "--prot=1"))
        .cause()
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("did you mean port?");
  }

  private static NodeProcess<ManagementSettings> process(
      Function<NodeContext, Future<Void>> start, Duration drainTimeout) {
    return new NodeProcess<>() {
      @Override
      public String name() {
        return "test";
      }

      @Override
      public Class<ManagementSettings> settingsType() {
        return ManagementSettings.class;
      }

      @Override
      public ManagementSettings management(ManagementSettings settings) {
        return settings;
      }

      @Override
      public Duration drainTimeout(ManagementSettings settings) {
        return drainTimeout;
      }

      @Override
      public Future<Void> start(NodeContext context, ManagementSettings settings) {
        return start.apply(context);
      }
    };
  }

  private static Future<Void> onDrain(NodeContext context, Future<Void> done) {
    context.drain().onDrain("last request", () -> done);
    return Future.succeededFuture();
  }

  private void start(NodeProcess<?> process, String... args) {
    node = join(Node.start(process, List.of(args), Map.of()));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(at(path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI at(String path) {
    return at(node.managementPort(), path);
  }

  private static URI at(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
