package io.fairlead.proxy.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.Mesh;
import io.fairlead.proxy.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request of the corpus is refused, or goes on with one meaning only. */
class RequestCorpusTest {
  private static final String NEXT = "GET /next HTTP/1.1\r\nHost: backend\r\n\r\n";

  private static Mesh mesh;
  private static StrictOrigin origin;

  @BeforeAll
  static void start() throws IOException {
    mesh = Mesh.with("--limits.eventLoops=1");
    origin = new StrictOrigin();
    mesh.service("backend", origin.port());
  }

  @AfterAll
  static void stop() throws IOException {
    mesh.close();
    origin.close();
  }

  static List<Corpus.Case> cases() {
    return Corpus.read("requests.txt");
  }

  /** One that can be followed by another request on its connection. */
  static List<Corpus.Case> casesThatGoOn() {
    return cases().stream().filter(c -> !c.says("end")).toList();
  }

  @Test
  void thereAreEnoughOfThem() {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(150);
    assertThat(cases()).extracting(Corpus.Case::name).doesNotHaveDuplicates();
    assertThat(cases()).allMatch(c -> c.says("rfc") && c.says("expect"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itsOutcomeIsTheOneThatWasSaid(Corpus.Case given) throws IOException {
    int before = origin.received.size();
    try (var client = new RawClient(mesh.port())) {
      boolean open = send(client, given, given.sent());
      if (open) {
        client.send(NEXT);
        assertThat(client.answer().body()).as("the next on this connection").isEqualTo("fine");
      }
      assertReceived(given, before, open);
    }
    assertServesOn();
  }

  /** Nobody may make two requests of one, whatever follows it in the same packet. */
  @ParameterizedTest
  @MethodSource("casesThatGoOn")
  void aRequestBehindItMeansItselfOrNothing(Corpus.Case given) throws IOException {
    int before = origin.received.size();
    try (var client = new RawClient(mesh.port())) {
      boolean open = send(client, given, given.sent() + NEXT);
      if (open) {
        assertThat(client.answer().body()).as("the next on this connection").isEqualTo("fine");
      }
      assertReceived(given, before, open);
    }
    assertServesOn();
  }

  /** Whether the connection lives on. */
  private static boolean send(RawClient client, Corpus.Case given, String octets)
      throws IOException {
    client.sendInBackground(octets, given.says("end"));
    for (String expected : given.all("expect")) {
      String[] words = expected.split(" ", -1);
      if (expected.equals("closed")) {
        assertThat(client.ending()).isEqualTo("closed");
        return false;
      }
      var answer = expected.contains("bare") ? client.answerWithoutBody() : client.answer();
      assertThat(answer.status()).as(answer.head()).isEqualTo(Integer.parseInt(words[0]));
      if (answer.status() >= 400) {
        assertThat(answer.header("x-fairlead-failure")).isEqualTo(words[1]);
        assertThat(answer.body()).hasLineCount(1);
      }
      if (expected.endsWith("closed")) {
        assertThat(client.ending()).isEqualTo("closed");
        return false;
      }
      assertThat(answer.header("connection")).isNotEqualTo("close");
    }
    return true;
  }

  private static void assertReceived(Corpus.Case given, int before, boolean next) {
    var received = new ArrayList<>(origin.received.subList(before, origin.received.size()));
    var expected = new ArrayList<>(given.all("got"));
    if (next) {
      expected.add("GET /next");
    }
    assertThat(received).extracting(Object::toString).isEqualTo(expected);
    assertThat(origin.complaints).isEmpty();
    int at = -1;
    for (var line : given.lines()) {
      if (line.key().equals("got")) {
        at++;
      } else if (at >= 0) {
        assertMeaning(received.get(at), line);
      }
    }
  }

  private static void assertMeaning(StrictOrigin.Received received, Corpus.Line line) {
    int equals = line.value().indexOf('=');
    String name = line.value().substring(0, Math.max(0, equals));
    String value = line.value().substring(equals + 1);
    switch (line.key()) {
      case "has" -> assertThat(received.field(name)).as(name).isEqualTo(value);
      case "lacks" -> assertThat(received.field(value)).as(value).isNull();
      case "body" -> assertThat(received.body()).isEqualTo(line.value());
      case "trailer" -> {
        assertThat(received.trailers()).hasSize(1);
        assertThat(received.trailer(name)).isEqualTo(value);
      }
      default -> throw new IllegalArgumentException(line.key());
    }
  }

  private static void assertServesOn() throws IOException {
    int before = origin.received.size();
    assertThat(mesh.get("backend", "/after").body()).isEqualTo("fine");
    assertThat(origin.received.subList(before, origin.received.size()))
        .extracting(Object::toString)
        .containsExactly("GET /after");
  }
}
