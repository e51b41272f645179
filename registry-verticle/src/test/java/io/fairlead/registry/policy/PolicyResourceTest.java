package io.fairlead.registry.policy;

import static io.fairlead.registry.Samples.instance;
import static io.fairlead.registry.Samples.namespace;
import static io.fairlead.registry.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.policy.PolicySchema;
import io.fairlead.node.settings.SettingsReader;
import io.fairlead.registry.Samples;
import io.fairlead.registry.Wait;
import io.fairlead.registry.api.ApiSettings;
import io.fairlead.registry.api.CloudMapApi;
import io.fairlead.registry.catalog.CatalogMirror;
import io.fairlead.registry.catalog.Labels;
import io.fairlead.registry.catalog.LocalCatalogStore;
import io.fairlead.registry.catalog.NodeCatalog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The resource by real HTTP, on the listener of the Cloud Map API. */
@ExtendWith(VertxExtension.class)
class PolicyResourceTest {
  private static final String BACKEND = "/policies/demo.local/backend";
  private static final String LIMITED = "{\"rateLimit\":{\"requestsPerSecond\":5}}";

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private NodeCatalog catalog;
  private HttpServer server;

  @BeforeEach
  void startAnApi(Vertx vertx) {
    catalog =
        new NodeCatalog(
            new LocalCatalogStore(System::currentTimeMillis), new CatalogMirror(), Samples.LIMITS);
    Wait.of(catalog.createNamespace(namespace("demo.local"), Labels.NONE));
    Wait.of(catalog.createService(service("demo.local", "backend"), Labels.NONE));
    var resource = new PolicyResource(vertx, catalog, new PolicySettings(2_048));
    server =
        Wait.of(
            CloudMapApi.listen(
                vertx,
                catalog,
                SettingsReader.read(ApiSettings.class, List.of("--port=0"), Map.of()),
                Duration.ZERO,
                resource,
                meters));
  }

  @AfterEach
  void stopIt() {
    Wait.of(server.close());
  }

  private HttpResponse<String> call(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
            .timeout(Duration.ofSeconds(10))
            .method(method, publisher);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static void assertError(HttpResponse<String> answer, int status, String error) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(new JsonObject(answer.body()).getString("error")).isEqualTo(error);
    assertThat(new JsonObject(answer.body()).getString("message")).isNotBlank();
  }

  private static void assertPolicy(HttpResponse<String> answer, int version, String policy) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("ETag")).contains("\"" + version + "\"");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject()
                .put("service", "backend.demo.local")
                .put("version", version)
                .put("trafficPolicy", new JsonObject(policy)));
  }

  @Test
  void whatIsPutIsGottenWithItsVersion() throws Exception {
    assertPolicy(call("GET", BACKEND, null), 0, "{}");
    assertPolicy(call("PUT", BACKEND, LIMITED), 1, LIMITED);
    assertPolicy(call("GET", BACKEND, null), 1, LIMITED);
    assertPolicy(call("PUT", BACKEND, LIMITED), 1, LIMITED);
    String other =
        "{\"retries\":{\"on\":[]},\"routes\":[{\"name\":\"a\",\"respond\":{\"status\":200}}]}";
    assertPolicy(call("PUT", BACKEND, other), 2, other);
    assertPolicy(call("DELETE", BACKEND, null), 3, "{}");
    assertPolicy(call("DELETE", BACKEND, null), 3, "{}");
  }

  @Test
  void onlyTheVersionThatIsNamedIsReplaced() throws Exception {
    assertPolicy(call("PUT", BACKEND, LIMITED, "If-Match", "\"0\""), 1, LIMITED);
    assertError(call("PUT", BACKEND, "{}", "If-Match", "\"0\""), 412, "PolicyVersionMismatch");
    assertError(call("DELETE", BACKEND, null, "If-Match", "\"7\""), 412, "PolicyVersionMismatch");
    assertPolicy(call("GET", BACKEND, null), 1, LIMITED);
    assertPolicy(call("DELETE", BACKEND, null, "If-Match", "\"1\""), 2, "{}");
    assertPolicy(call("PUT", BACKEND, LIMITED, "If-Match", "*"), 3, LIMITED);
    assertError(call("PUT", BACKEND, "{}", "If-Match", "3"), 400, "BadRequest");
  }

  @Test
  void whatIsNoPolicyIsRefusedWithEverythingThatIsWrong() throws Exception {
    var answer =
        call(
            "PUT",
            BACKEND,
            "{\"retries\":{\"attemps\":3},\"rateLimit\":{\"requestsPerSecond\":0}}");
    assertError(answer, 422, "InvalidTrafficPolicy");
    assertThat(new JsonObject(answer.body()).getJsonArray("problems"))
        .isEqualTo(
            new JsonArray()
                .add("trafficPolicy.retries.attemps: unknown field (did you mean 'attempts'?)")
                .add("trafficPolicy.rateLimit.requestsPerSecond: 0 (expected: 1 to 1000000)"));
    assertError(call("PUT", BACKEND, "{"), 422, "InvalidTrafficPolicy");
    assertError(call("PUT", BACKEND, ""), 422, "InvalidTrafficPolicy");
    assertPolicy(call("GET", BACKEND, null), 0, "{}");
  }

  @Test
  void whatIsNotThereIsNotFound() throws Exception {
    assertError(call("GET", "/policies/demo.local/nobody", null), 404, "ServiceNotFound");
    assertError(call("PUT", "/policies/other.local/backend", "{}"), 404, "NamespaceNotFound");
    assertError(call("GET", "/policies/demo.local", null), 404, "NotFound");
    assertError(call("GET", "/policies/a/b/c", null), 404, "NotFound");
    assertError(call("GET", "/policies/", null), 404, "NotFound");
    assertPolicy(call("GET", "/policies/demo%2Elocal/backen%64", null), 0, "{}");
  }

  @Test
  void otherMethodsAndLongBodiesAreRefused() throws Exception {
    var answer = call("POST", BACKEND, LIMITED);
    assertError(answer, 405, "MethodNotAllowed");
    assertThat(answer.headers().firstValue("Allow")).contains("GET, PUT, DELETE");
    assertError(
        call("PUT", BACKEND, " ".repeat(2_048) + LIMITED), 413, "RequestEntityTooLargeException");
  }

  @Test
  void theSchemaIsServed() throws Exception {
    var answer = call("GET", "/policies/trafficPolicy.schema.json", null);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(PolicySchema.text());
    assertError(call("PUT", "/policies/trafficPolicy.schema.json", "{}"), 405, "MethodNotAllowed");
  }

  @Test
  void aServiceThatIsMadeAgainStartsWithout() throws Exception {
    call("PUT", BACKEND, LIMITED);
    String id = service("demo.local", "backend").id();
    Wait.of(catalog.putInstance(id, instance("a")));
    assertPolicy(call("GET", BACKEND, null), 1, LIMITED);
    Wait.of(catalog.removeInstance(id, "a"));
    Wait.of(catalog.deleteService(id));
    assertError(call("GET", BACKEND, null), 404, "ServiceNotFound");
    Wait.of(catalog.createService(service("demo.local", "backend"), Labels.NONE));
    assertPolicy(call("GET", BACKEND, null), 0, "{}");
  }

  @Test
  void cloudMapIsServedBesideAndEverythingIsCounted() throws Exception {
    var answer =
        call(
            "POST",
            "/",
            "{}",
            "Content-Type",
            "application/x-amz-json-1.1",
            "X-Amz-Target",
            "Route53AutoNaming_v20170314.ListNamespaces");
    assertThat(answer.statusCode()).isEqualTo(200);
    call("PUT", BACKEND, "{\"a\":1}");
    assertThat(
            meters
                .get("mesh_registry_api_requests_total")
                .tag("operation", "PutTrafficPolicy")
                .tag("code", "InvalidTrafficPolicy")
                .counter()
                .count())
        .isEqualTo(1);
  }
}
