package io.fairlead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What reaches the API that is not a well-formed Cloud Map request: always answered, in AWS's form.
 */
class WireTest {
  private static final String TARGET =
      "X-Amz-Target: Route53AutoNaming_v20170314.ListNamespaces\r\n";
  private static final String TYPE = "Content-Type: application/x-amz-json-1.1\r\n";
  private static final int MEBIBYTE = 1 << 20;

  private final ApiServer server = new ApiServer("--wire.discardBytesMax=4194304");
  private RawConnection connection;

  @BeforeEach
  void connect() throws IOException {
    connection = new RawConnection(server.port());
  }

  @AfterEach
  void close() throws IOException {
    connection.close();
    server.close();
  }

  @Test
  void goodAnswerIsAwsJsonWithARequestId() throws IOException {
    var answer = connection.call("ListNamespaces", "{}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("content-type", "application/x-amz-json-1.1");
    assertThat(answer.headers().get("x-amzn-requestid")).matches("[0-9a-f-]{36}");
    assertThat(answer.body()).isEqualTo("{\"Namespaces\":[]}");
  }

  @Test
  void emptyBodyAndNullMembersAndUnknownMembersAreFine() throws IOException {
    assertThat(connection.call("ListNamespaces", "").status()).isEqualTo(200);
    assertThat(
            connection
                .call("ListNamespaces", "{\"MaxResults\":null,\"Filters\":null,\"New\":[{}]}")
                .status())
        .isEqualTo(200);
  }

  @Test
  void timestampsArePlainSecondsWithAFraction() throws IOException {
    var created = connection.call("CreateHttpNamespace", "{\"Name\":\"web\"}").json();
    String body = "{\"OperationId\":\"" + created.getString("OperationId") + "\"}";
    assertThat(connection.call("GetOperation", body).body())
        .containsPattern(Pattern.compile("\"CreateDate\":1[0-9]{9}(\\.[0-9]{1,3})?,"));
  }

  @Test
  void requiredMemberIsNamedAsAwsNamesIt() throws IOException {
    var answer = connection.call("GetNamespace", "{}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.type()).isEqualTo("InvalidInput");
    assertThat(answer.message())
        .isEqualTo(
            "1 validation error detected: Value null at 'id' failed to satisfy constraint:"
                + " Member must not be null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"Name\":}",
        "[]",
        "null",
        "\"text\"",
        "{} {}",
        "{'a':1}",
        "{\"Name\":\"a\",\"Name\":\"b\"}",
        "{\"Name\":\"a\\ud800\"}",
        "{\"Name\":1}",
        "{\"Name\":[\"a\"]}",
        "{\"Name\":\"a\",\"Tags\":{}}",
        "{\"Name\":\"a\",\"Tags\":[1]}",
        "\u0000",
      })
  void brokenJsonIsASerializationException(String body) throws IOException {
    var answer = connection.call("CreateHttpNamespace", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.type()).isEqualTo("SerializationException");
    assertThat(answer.message()).isNotBlank().doesNotContain("Exception", "jackson", "Source");
    stillUsable();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "\"1\"", "1e2", "99999999999999999999", "true"})
  void numbersAreWhole(String number) throws IOException {
    var answer = connection.call("ListNamespaces", "{\"MaxResults\":" + number + "}");
    assertThat(answer.type()).isEqualTo("SerializationException");
    assertThat(answer.message()).isEqualTo("maxResults must be a whole number");
  }

  @Test
  void deepJsonIsRefusedNotRecursedInto() throws IOException {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    var answer = connection.call("ListNamespaces", "{\"Filters\":" + deep + "}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.type()).isEqualTo("SerializationException");
    assertThat(answer.message()).contains("exceeds a limit").contains("32");
    stillUsable();
  }

  @Test
  void textMustBeUtf8() throws IOException {
    byte[] latin1 = "{\"Name\":\"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1);
    var answer = connection.call("CreateHttpNamespace", latin1);
    assertThat(answer.type()).isEqualTo("SerializationException");
    assertThat(answer.message()).isEqualTo("The request body is not valid UTF-8");
    byte[] utf16 = "{\"Name\":\"a\"}".getBytes(StandardCharsets.UTF_16LE);
    assertThat(connection.call("CreateHttpNamespace", utf16).type())
        .isEqualTo("SerializationException");
    stillUsable();
  }

  @Test
  void halfACharacterIsRefusedWhereverItStands() throws IOException {
    for (String attributes : new String[] {"{\"\\ud800\":\"v\"}", "{\"k\":\"\\udc00\"}"}) {
      var answer =
          connection.call(
              "UpdateServiceAttributes",
              "{\"ServiceId\":\"srv-1\",\"Attributes\":" + attributes + "}");
      assertThat(answer.type()).isEqualTo("SerializationException");
      assertThat(answer.message()).isEqualTo("attributes must be valid Unicode");
    }
    stillUsable();
  }

  @Test
  void quotedValueIsNotCutWithinACharacter() throws IOException {
    String name = "a" + "\ud83d\ude00".repeat(100);
    var answer = connection.call("CreateHttpNamespace", "{\"Name\":\"" + name + "\"}");
    assertThat(answer.type()).isEqualTo("InvalidInput");
    assertThat(answer.message()).contains("\ud83d\ude00...");
    stillUsable();
  }

  @Test
  void unknownOperationIs404() throws IOException {
    for (String name : new String[] {"DoMagic", "", "listNamespaces", "ListNamespaces "}) {
      var answer = connection.call(name, "{}");
      if (!name.endsWith(" ")) {
        assertThat(answer.status()).as(name).isEqualTo(404);
        assertThat(answer.type()).isEqualTo("UnknownOperationException");
      }
    }
    connection.send("POST / HTTP/1.1\r\nHost: a\r\n" + TYPE + "Content-Length: 2\r\n\r\n{}");
    assertThat(connection.answer().message()).contains("X-Amz-Target is missing");
    connection.send(
        "POST / HTTP/1.1\r\nHost: a\r\nX-Amz-Target: Other.ListNamespaces\r\n"
            + TYPE
            + "Content-Length: 2\r\n\r\n{}");
    assertThat(connection.answer().status()).isEqualTo(404);
    stillUsable();
  }

  @Test
  void otherMethodsPathsAndTypesAreRefusedClearly() throws IOException {
    connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    var get = connection.answer();
    assertThat(get.status()).isEqualTo(405);
    assertThat(get.headers()).containsEntry("allow", "POST");
    assertThat(get.type()).isEqualTo("MethodNotAllowedException");

    connection.send(
        "POST /v1 HTTP/1.1\r\nHost: a\r\n" + TARGET + TYPE + "Content-Length: 2\r\n\r\n{}");
    assertThat(connection.answer().status()).isEqualTo(404);

    connection.send(
        "POST / HTTP/1.1\r\nHost: a\r\n"
            + TARGET
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2\r\n\r\n{}");
    var form = connection.answer();
    assertThat(form.status()).isEqualTo(415);
    assertThat(form.message()).contains("application/x-amz-json-1.1");

    connection.send(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\n"
            + TARGET
            + TYPE
            + "Content-Length: 2\r\n\r\n{}");
    assertThat(connection.answer().status()).isEqualTo(415);
    stillUsable();
  }

  @Test
  void parametersOfTheContentTypeAreIgnored() throws IOException {
    connection.send(
        "POST / HTTP/1.1\r\nHost: a\r\n"
            + TARGET
            + "Content-Type: Application/X-Amz-Json-1.1; charset=UTF-8\r\nContent-Length: 2\r\n\r\n{}");
    assertThat(connection.answer().status()).isEqualTo(200);
  }

  @Test
  void longBodyIsRefusedAndTheConnectionStaysUsable() throws IOException {
    byte[] long1 = ("{\"Name\":\"" + "a".repeat(MEBIBYTE) + "\"}").getBytes(StandardCharsets.UTF_8);
    var answer = connection.call("CreateHttpNamespace", long1);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.type()).isEqualTo("RequestEntityTooLargeException");
    assertThat(answer.message()).contains("1048576");
    stillUsable();
  }

  @Test
  void longestBodyIsStillRead() throws IOException {
    String filled = "{\"MaxResults\":1}" + " ".repeat(MEBIBYTE - 16);
    assertThat(connection.call("ListNamespaces", filled).status()).isEqualTo(200);
    assertThat(connection.call("ListNamespaces", filled + " ").status()).isEqualTo(413);
  }

  @Test
  void endlessBodyCostsTheConnection() throws IOException {
    connection.send(RawConnection.head("ListNamespaces", 1L << 40));
    connection.send(new byte[5 * MEBIBYTE]);
    connection.send(new byte[1]);
    var answer = connection.answer();
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.headers()).containsEntry("connection", "close");
    assertThat(connection.isClosedByServer()).isTrue();
  }

  @Test
  void slowBodyCostsTheConnection() throws IOException {
    try (var hasty = new ApiServer("--wire.bodyTimeout=200ms");
        var slow = new RawConnection(hasty.port())) {
      slow.send(RawConnection.head("ListNamespaces", 10));
      slow.send("{");
      var answer = slow.answer();
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.type()).isEqualTo("RequestTimeoutException");
      assertThat(slow.isClosedByServer()).isTrue();
    }
  }

  @Test
  void silentConnectionsAreClosed() throws IOException {
    try (var hasty = new ApiServer("--wire.idleTimeout=200ms");
        var silent = new RawConnection(hasty.port())) {
      assertThat(silent.isClosedByServer()).isTrue();
    }
  }

  @Test
  void tooManyConnectionsAreClosed() throws IOException {
    try (var small = new ApiServer("--wire.connectionsMax=1");
        var first = new RawConnection(small.port())) {
      assertThat(first.call("ListNamespaces", "{}").status()).isEqualTo(200);
      try (var second = new RawConnection(small.port())) {
        assertThat(second.isClosedByServer()).isTrue();
      }
      assertThat(first.call("ListNamespaces", "{}").status()).isEqualTo(200);
    }
  }

  @Test
  void callerThatLeavesIsNoFailureOfOurs() throws IOException {
    connection.send(RawConnection.head("ListNamespaces", 10));
    connection.send("{");
    connection.close();
    Awaitility.await()
        .untilAsserted(() -> assertThat(count("ListNamespaces", "Disconnected")).isEqualTo(1));
  }

  @Test
  void whatIsNoHttpIsRefused() throws IOException {
    assertThat(refusal("NONSENSE\r\n\r\n").status()).isEqualTo(400);
    assertThat(refusal("GET /" + "a".repeat(5000) + " HTTP/1.1\r\n\r\n").status()).isEqualTo(414);
    assertThat(refusal("POST / HTTP/1.1\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n").status())
        .isEqualTo(431);
  }

  /** The answer to what costs the connection, in AWS's form all the same. */
  private RawConnection.Answer refusal(String request) throws IOException {
    try (var lost = new RawConnection(server.port())) {
      lost.send(request);
      var answer = lost.answer();
      assertThat(answer.type()).isEqualTo("MalformedHttpRequestException");
      assertThat(answer.headers()).containsKey("x-amzn-requestid");
      assertThat(lost.isClosedByServer()).isTrue();
      return answer;
    }
  }

  @Test
  void bodyMayComeInChunksAfterAContinue() throws IOException {
    connection.send(
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
            + TARGET
            + TYPE
            + "Transfer-Encoding: chunked\r\n\r\n");
    assertThat(connection.answer().status()).isEqualTo(100);
    connection.send("1\r\n{\r\n1\r\n}\r\n0\r\n\r\n");
    assertThat(connection.answer().status()).isEqualTo(200);
  }

  @Test
  void manyErrorsMakeAShortMessage() throws IOException {
    String tags = ("{\"Key\":\"" + "k".repeat(5000) + "\",\"Value\":null},").repeat(100);
    var answer =
        connection.call(
            "CreateHttpNamespace",
            "{\"Name\":\"a\",\"Tags\":[" + tags + "{\"Key\":\"k\",\"Value\":\"v\"}]}");
    assertThat(answer.message()).startsWith("200 validation errors detected: ");
    assertThat(answer.body().length()).isLessThan(5000);
  }

  @Test
  void requestsAreCountedByKnownNamesOnly() throws IOException {
    connection.call("ListNamespaces", "{}");
    connection.call("ListNamespaces", "{");
    connection.call("DoMagic", "{}");
    connection.call("DoOtherMagic", "{}");
    assertThat(count("ListNamespaces", "OK")).isEqualTo(1);
    assertThat(count("ListNamespaces", "SerializationException")).isEqualTo(1);
    assertThat(count("other", "UnknownOperationException")).isEqualTo(2);
    assertThat(
            server
                .meters
                .get("mesh_registry_api_request_seconds")
                .tag("operation", "other")
                .timer()
                .count())
        .isEqualTo(2);
  }

  private double count(String operation, String code) {
    return server
        .meters
        .get("mesh_registry_api_requests_total")
        .tags("operation", operation, "code", code)
        .counter()
        .count();
  }

  /** Whatever happened before, the connection answers the next request. */
  private void stillUsable() throws IOException {
    var answer = connection.call("ListNamespaces", "{}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getJsonArray("Namespaces")).isEmpty();
  }
}
