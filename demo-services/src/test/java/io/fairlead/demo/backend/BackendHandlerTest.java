package io.fairlead.demo.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.demo.program.Listener;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class BackendHandlerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private String address;

  @BeforeEach
  void listen(Vertx vertx) {
    var handler =
        new BackendHandler(vertx, new SplittableRandom(1), "orders", "v7", new Behaviour(0, 0));
    address = Listener.open(vertx, "127.0.0.1", 0, handler).await().address();
  }

  @Test
  void everyAnswerSaysWhoGaveIt() throws Exception {
    get("/first");
    var answer = new JsonObject(get("/some/path?q=1").body());

    assertThat(answer.getString("service")).isEqualTo("orders");
    assertThat(answer.getString("address")).isEqualTo(address);
    assertThat(answer.getString("version")).isEqualTo("v7");
    assertThat(answer.getString("path")).isEqualTo("/some/path");
    assertThat(answer.getLong("served")).isEqualTo(2);
  }

  @Test
  void otherMethodsAreAnsweredToo() throws Exception {
    assertThat(post("/orders", "{\"any\":1}").statusCode()).isEqualTo(200);
  }

  @Test
  void failureRateIsSetByJsonAtRunTimeAndHealthStays() throws Exception {
    assertThat(post("/settings", "{\"failureRate\":1}").statusCode()).isEqualTo(200);

    assertThat(get("/").statusCode()).isEqualTo(500);
    assertThat(get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void delayIsSetByQueryAndTheRestStays() throws Exception {
    post("/settings", "{\"failureRate\":1}");
    post("/settings?delayMillis=40", "");

    assertThat(new JsonObject(get("/settings").body()))
        .isEqualTo(new JsonObject().put("delayMillis", 40).put("failureRate", 1.0));
    long before = System.nanoTime();
    get("/");
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(40_000_000L);
  }

  @Test
  void badSettingsAreRefusedWithTheReasonAndChangeNothing() throws Exception {
    assertRefused("{\"delay\":1}", "delay is no setting (expected: delayMillis or failureRate)");
    assertRefused("{\"failureRate\":1.5}", "failureRate is 1.5 (expected: a number from 0 to 1)");
    assertRefused("{\"failureRate\":\"x\"}", "failureRate is 'x' (expected: a number)");
    assertRefused("{\"delayMillis\":-1}", "delayMillis is -1 (expected: 0 to 600000)");
    assertRefused("[1]", "body is not a JSON object");
    assertRefused("{", "body is not a JSON object");

    assertThat(get("/").statusCode()).isEqualTo(200);
  }

  private void assertRefused(String body, String reason) throws Exception {
    var answer = post("/settings", body);
    assertThat(answer.statusCode()).as(body).isEqualTo(400);
    assertThat(new JsonObject(answer.body()).getString("error")).isEqualTo(reason);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder().GET(), path);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)), path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String path) throws Exception {
    return client.send(
        request.uri(URI.create("http://" + address + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
