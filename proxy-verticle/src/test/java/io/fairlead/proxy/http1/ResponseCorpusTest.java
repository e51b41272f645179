package io.fairlead.proxy.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.proxy.Mesh;
import io.fairlead.proxy.RawClient;
import io.fairlead.proxy.RawUpstream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an endpoint answers: its client gets one clear answer, and the next one its own. */
class ResponseCorpusTest {
  private static Mesh mesh;
  private static RawUpstream backend;
  private static volatile Corpus.Case playing;

  @BeforeAll
  static void start() throws IOException {
    // One attempt only: what is tried again says nothing of the first.
    mesh =
        Mesh.with(
            "--limits.eventLoops=1",
            "--retry.retriesMax=0",
            "--outlier.consecutiveFailures=100000");
    backend = new RawUpstream(ResponseCorpusTest::play);
    mesh.service("backend", backend.port());
  }

  @AfterAll
  static void stop() throws IOException {
    mesh.close();
    backend.close();
  }

  private static void play(RawUpstream.Connection connection) throws IOException {
    for (String head = connection.readHead(); head != null; head = connection.readHead()) {
      if (!head.contains(" /case ")) {
        connection.write(RawUpstream.ok("fine"));
        continue;
      }
      connection.write(playing.sent());
      if (playing.says("end")) {
        return;
      }
    }
  }

  static List<Corpus.Case> cases() {
    return Corpus.read("responses.txt");
  }

  @Test
  void thereAreEnoughOfThem() {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(cases()).extracting(Corpus.Case::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isHandedOnOrRefusedAndPoisonsNobody(Corpus.Case given) throws IOException {
    mesh.get("backend", "/before");
    int connections = backend.connections.get();
    playing = given;
    try (var client = new RawClient(mesh.port())) {
      client.send(request(given.first("method", "GET")));
      RawClient.Answer last = null;
      for (String expected : given.all("client")) {
        last = answer(client, given, expected);
      }
      assertHead(given, last);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(mesh.get("backend", "/after").body()).isEqualTo("fine");
    }
    assertThat(backend.connections.get() - connections)
        .as("connections to the endpoint since")
        .isEqualTo(List.of("reused", "closed", "retried").indexOf(given.first("pool", "")));
  }

  private static String request(String method) {
    return method.equals("UPGRADE")
        ? RawUpstream.head(
            "GET /case HTTP/1.1", "Host: backend", "Connection: upgrade", "Upgrade: websocket")
        : RawUpstream.head(method + " /case HTTP/1.1", "Host: backend");
  }

  private static RawClient.Answer answer(RawClient client, Corpus.Case given, String expected)
      throws IOException {
    String[] words = expected.split(" ", 2);
    int status = Integer.parseInt(words[0]);
    String body = words.length < 2 ? "" : words[1];
    if (body.equals("broken")) {
      assertThatThrownBy(client::answer).isInstanceOf(IOException.class);
      return null;
    }
    var answer =
        given.first("method", "GET").equals("HEAD") ? client.answerWithoutBody() : client.answer();
    assertThat(answer.status()).isEqualTo(status);
    if (status == 502) {
      assertThat(answer.header("x-fairlead-failure")).isEqualTo(body);
    } else {
      assertThat(answer.body()).isEqualTo(body);
    }
    assertThat(answer.head()).doesNotContain("Shed");
    return answer;
  }

  private static void assertHead(Corpus.Case given, RawClient.Answer answer) {
    for (var line : given.all("has")) {
      int equals = line.indexOf('=');
      assertThat(answer.header(line.substring(0, equals))).isEqualTo(line.substring(equals + 1));
    }
    for (var name : given.all("lacks")) {
      assertThat(answer.header(name)).as(name).isNull();
    }
  }
}
