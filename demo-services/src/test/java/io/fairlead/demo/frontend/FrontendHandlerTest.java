package io.fairlead.demo.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.demo.program.HttpAddress;
import io.fairlead.demo.program.Listener;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class FrontendHandlerTest {
  private static final HttpAddress BACKEND = new HttpAddress("backend", 8080, "/");

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> requestLines = new CopyOnWriteArrayList<>();

  @Test
  void callsTheBackendThroughTheProxyInAbsoluteForm(Vertx vertx) throws Exception {
    var proxy = server(vertx, r -> r.response().end("{\"address\":\"127.0.7.3:8080\"}"));
    String frontend = frontend(vertx, BACKEND, proxy);

    var answer = get(frontend, "/api");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject()
                .put("frontend", frontend)
                .put("backend", new JsonObject().put("address", "127.0.7.3:8080")));
    assertThat(requestLines).containsExactly("GET http://backend:8080/ host=backend:8080");
  }

  @Test
  void passesThePathBehindApiOn(Vertx vertx) throws Exception {
    var backend = server(vertx, r -> r.response().end("{}"));

    get(frontend(vertx, backend, null), "/api/orders/1");

    assertThat(requestLines).containsExactly("GET /orders/1 host=" + backend.authority());
  }

  @Test
  void failedStatusBecomesBadGatewayWithTheReason(Vertx vertx) throws Exception {
    var proxy = server(vertx, r -> r.response().setStatusCode(503).end());

    assertFailure(
        get(frontend(vertx, BACKEND, proxy), "/api"), "backend: answered with status 503");
  }

  @Test
  void brokenConnectionBecomesBadGatewayAndIsNotTriedAgain(Vertx vertx) throws Exception {
    var proxy = server(vertx, r -> r.connection().close());

    var answer = get(frontend(vertx, BACKEND, proxy), "/api");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(requestLines).hasSize(1);
  }

  @Test
  void refusedConnectionBecomesBadGateway(Vertx vertx) throws Exception {
    var closed = new HttpAddress("127.0.0.1", 1, "/");

    var answer = get(frontend(vertx, BACKEND, closed), "/api");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("ConnectException").contains("127.0.0.1");
  }

  @Test
  void silenceBecomesBadGatewayAfterTheTimeout(Vertx vertx) throws Exception {
    var proxy = server(vertx, r -> {});

    assertFailure(get(frontend(vertx, BACKEND, proxy), "/api"), "backend: no answer within 300 ms");
  }

  @Test
  void answerThatIsTooLongOrNoJsonBecomesBadGateway(Vertx vertx) throws Exception {
    var proxy =
        server(vertx, r -> r.response().end(r.path().equals("/") ? "[]" : "x".repeat(70_000)));
    String frontend = frontend(vertx, BACKEND, proxy);

    assertFailure(get(frontend, "/api"), "backend: answer is not a JSON object");
    assertFailure(get(frontend, "/api/long"), "backend: answer is longer than 65536 bytes");
  }

  @Test
  void pageBringsItsScriptAndStyleFromTheSameOrigin(Vertx vertx) throws Exception {
    String frontend = frontend(vertx, BACKEND, null);

    var page = get(frontend, "/");

    assertThat(page.headers().firstValue("content-security-policy")).isPresent();
    assertThat(page.body()).contains("<html lang=\"en\">").contains("page.js").contains("page.css");
    assertThat(get(frontend, "/page.js").statusCode()).isEqualTo(200);
    assertThat(get(frontend, "/page.css").statusCode()).isEqualTo(200);
    assertThat(get(frontend, "/health").statusCode()).isEqualTo(200);
  }

  private HttpAddress server(Vertx vertx, Consumer<HttpServerRequest> behaviour) {
    int port =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  requestLines.add(
                      request.method() + " " + request.uri() + " host=" + request.authority());
                  behaviour.accept(request);
                })
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    return new HttpAddress("127.0.0.1", port, "/");
  }

  private static String frontend(Vertx vertx, HttpAddress backend, HttpAddress proxy) {
    var handler =
        new FrontendHandler(
            vertx, new BackendClient(vertx, backend, proxy, Duration.ofMillis(300)));
    return Listener.open(vertx, "127.0.0.1", 0, handler).await().address();
  }

  private HttpResponse<String> get(String frontend, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://" + frontend + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void assertFailure(HttpResponse<String> answer, String reason) {
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(new JsonObject(answer.body()).getString("error")).isEqualTo(reason);
  }
}
