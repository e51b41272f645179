package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.always;
import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.ok;
import static io.fairlead.proxy.RawUpstream.once;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a service's traffic rules make of requests of HTTP/1.1, over sockets. */
class RulesTest {
  @AutoClose private final Stage stage = Stage.inDemo();

  private void policy(String json) {
    stage.mesh.policy("backend", Policies.of(json));
  }

  private RawClient.Answer get(String path, String... lines) throws IOException {
    String more = lines.length == 0 ? "" : "\r\n" + String.join("\r\n", lines);
    return stage.answerTo(head("GET " + path + " HTTP/1.1", "Host: backend" + more));
  }

  private void twoVersions() throws IOException {
    var v1 = stage.answering("v1");
    var v2 = stage.answering("v2");
    stage.backends(v1, v2);
    stage.mesh.attributes("backend", v1.port(), Map.of("version", "v1"));
    stage.mesh.attributes("backend", v2.port(), Map.of("version", "v2"));
  }

  @Test
  void theFirstRuleThatMatchesSendsARequestToASubset() throws IOException {
    twoVersions();
    policy(
        """
        {'routes': [
          {'name': 'canary', 'match': {'headers': [{'name': 'X-Canary', 'exact': 'yes'}]},
           'split': [{'subset': {'version': 'v2'}}]},
          {'name': 'rest', 'split': [{'subset': {'version': 'v1'}}]}]}
        """);

    for (int i = 0; i < 5; i++) {
      assertThat(get("/", "x-canary: yes").body()).isEqualTo("v2");
    }
    for (int i = 0; i < 5; i++) {
      assertThat(get("/", "x-canary: no").body()).isEqualTo("v1");
    }
  }

  @Test
  void aSplitGoesToAnotherServiceByWeight() throws IOException {
    stage.backends(stage.answering("old"));
    stage.mesh.service("backend2", stage.answering("new").port());
    policy(
        """
        {'routes': [{'name': 'shift', 'split': [
          {'weight': 70}, {'weight': 30, 'service': 'backend2'}]}]}
        """);
    var client = stage.client();

    int renewed = 0;
    for (int i = 0; i < 2000; i++) {
      renewed += client.send(Stage.GET).answer().body().equals("new") ? 1 : 0;
    }

    // Four standard deviations around 30 in a hundred.
    assertThat(renewed / 20.0).isBetween(25.9, 34.1);
  }

  @Test
  void aDestinationWithoutAnEndpointGetsNothing() throws IOException {
    twoVersions();
    policy(
        """
        {'routes': [{'name': 'shift', 'split': [
          {'subset': {'version': 'v1'}}, {'weight': 1000, 'subset': {'version': 'v3'}},
          {'weight': 1000, 'service': 'nobody'}]}]}
        """);
    assertThat(get("/").body()).isEqualTo("v1");

    policy("{'routes': [{'name': 'shift', 'split': [{'service': 'nobody'}]}]}");
    var answer = get("/");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("x-fairlead-failure")).isEqualTo("NoHealthyEndpoint");
    assertThat(answer.body()).contains("rule shift has no endpoint", "one of nobody");
  }

  private double counted(String version, String outcome) {
    return stage.mesh.count(
        "mesh_proxy_split_requests_total",
        "service",
        "backend.demo.local",
        "rule",
        "canary",
        "destination",
        "backend.demo.local {version=" + version + "}",
        "outcome",
        outcome);
  }

  @Test
  void whatCallersGetFromEachDestinationIsCountedUntilNoPolicyNamesIt() throws IOException {
    twoVersions();
    String split =
        """
        {'routes': [{'name': 'canary', 'split': [
          {'weight': %d, 'subset': {'version': 'v1'}}, {'weight': %d, 'subset': {'version': 'v2'}}]}]}
        """;
    policy(String.format(split, 0, 1));
    get("/");
    get("/");
    policy(String.format(split, 1, 0));
    get("/");

    await().until(() -> counted("v2", "ok") == 2 && counted("v1", "ok") == 1);
    assertThat(counted("v1", "failed") + counted("v2", "failed")).isZero();
    policy("{}");
    await()
        .until(
            () ->
                stage
                    .mesh
                    .meters
                    .find("mesh_proxy_split_requests_total")
                    .tag("rule", "canary")
                    .counters()
                    .isEmpty());
  }

  @Test
  void anAnswerOf500CountsAsAFailureOfItsDestination() throws IOException {
    var bad = stage.upstream(always(c -> c.write(head("HTTP/1.1 500 Bad", "Content-Length: 0"))));
    stage.backends(bad);
    stage.mesh.attributes("backend", bad.port(), Map.of("version", "v2"));
    policy("{'routes': [{'name': 'canary', 'split': [{'subset': {'version': 'v2'}}]}]}");

    assertThat(get("/").status()).isEqualTo(500);

    await().until(() -> counted("v2", "failed") == 1);
    assertThat(counted("v2", "ok")).isZero();
  }

  @Test
  void aCookieKeepsACallerInItsPart() throws IOException {
    twoVersions();
    policy(
        """
        {'routes': [{'name': 'canary', 'sticky': {'cookie': 'part', 'seconds': 60}, 'split': [
          {'subset': {'version': 'v1'}}, {'subset': {'version': 'v2'}}]}]}
        """);

    var first = get("/");
    String cookie = first.header("set-cookie");
    assertThat(cookie).matches("part=[0-9a-f]{8}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
    String kept = "Cookie: other=1; " + cookie.substring(0, cookie.indexOf(';'));
    for (int i = 0; i < 20; i++) {
      var next = get("/", kept);
      assertThat(next.body()).isEqualTo(first.body());
      assertThat(next.header("set-cookie")).isNull();
    }
    assertThat(get("/", "Cookie: part=ffff").header("set-cookie")).startsWith("part=");
  }

  @Test
  void aCallerIsReleasedWhenItsPartGetsNothingAnyMore() throws IOException {
    twoVersions();
    String split =
        """
        {'routes': [{'name': 'canary', 'sticky': {'cookie': 'part'}, 'split': [
          {'weight': %d, 'subset': {'version': 'v1'}}, {'weight': %d, 'subset': {'version': 'v2'}}]}]}
        """;
    policy(String.format(split, 0, 1));
    String cookie = get("/").header("set-cookie");

    policy(String.format(split, 1, 0));

    assertThat(get("/", "Cookie: " + cookie.substring(0, cookie.indexOf(';'))).body())
        .isEqualTo("v1");
  }

  @Test
  void pathAndHostAreRewritten() throws IOException {
    var backend = stage.answering("");
    stage.backends(backend);
    policy(
        """
        {'routes': [
          {'name': 'api', 'match': {'path': {'prefix': '/api'}},
           'rewrite': {'prefix': '/v2', 'host': 'internal:81'}},
          {'name': 'one', 'match': {'path': {'exact': '/one'}}, 'rewrite': {'path': '/two'}}]}
        """);

    get("/api/x?a=b");
    get("/apis");
    get("/one?c");

    assertThat(backend.heads.get(0)).startsWith("GET /v2/x?a=b HTTP/1.1\r\nhost: internal:81\r\n");
    assertThat(backend.heads.get(1)).startsWith("GET /apis HTTP/1.1\r\nhost: backend\r\n");
    assertThat(backend.heads.get(2)).startsWith("GET /two?c HTTP/1.1\r\nhost: backend\r\n");
  }

  @Test
  void headersAreChangedBothWays() throws IOException {
    var backend =
        stage.backend(
            always(
                c ->
                    c.write(
                        head("HTTP/1.1 200 OK", "Server: me", "X-Old: 1", "Content-Length: 2")
                            + "ok")));
    policy(
        """
        {'routes': [{'name': 'h',
          'requestHeaders': {'remove': ['X-Secret'], 'set': {'X-Tier': 'gold'}, 'add': {'X-More': '2'}},
          'responseHeaders': {'remove': ['Server'], 'set': {'X-Old': '2'}, 'add': {'X-New': 'a'}}}]}
        """);

    var answer = get("/", "X-Secret: s", "X-Tier: lead", "X-More: 1");

    String sent = backend.heads.get(0).toLowerCase(Locale.ROOT);
    assertThat(sent)
        .contains("x-tier: gold", "x-more: 1", "x-more: 2")
        .doesNotContain("x-secret", "lead");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("ok");
    assertThat(answer.header("x-old")).isEqualTo("2");
    assertThat(answer.header("x-new")).isEqualTo("a");
    assertThat(answer.header("server")).isNull();
  }

  @Test
  void aChangedRequestKeepsItsBody() throws IOException {
    var backend =
        stage.backend(
            c -> {
              c.readHead();
              c.write(ok(c.readBytes(5)));
              c.readHead();
              c.write(ok(c.readBytes("3\r\nabc\r\n0\r\n\r\n".length())));
            });
    policy("{'routes': [{'name': 'h', 'requestHeaders': {'set': {'x-a': 'b'}}}]}");
    var client = stage.client();

    client.send(head("POST / HTTP/1.1", "Host: backend", "Content-Length: 5") + "hello");
    assertThat(client.answer().body()).isEqualTo("hello");
    client.send(head("POST / HTTP/1.1", "Host: backend", "Transfer-Encoding: chunked"));
    client.send("3\r\nabc\r\n0\r\n\r\n");
    assertThat(client.answer().body()).isEqualTo("3\r\nabc\r\n0\r\n\r\n");
    assertThat(backend.heads).allMatch(h -> h.contains("x-a: b"));
  }

  @Test
  void anUpgradeGoesThroughWithChanges() throws IOException {
    var backend =
        stage.backend(
            once(
                c -> {
                  c.write(
                      head("HTTP/1.1 101 Switching", "Connection: upgrade", "Upgrade: websocket"));
                  c.write(c.readBytes(4));
                }));
    policy("{'routes': [{'name': 'h', 'requestHeaders': {'set': {'x-a': 'b'}}}]}");
    var client = stage.client();

    client.send(
        head("GET / HTTP/1.1", "Host: backend", "Connection: upgrade", "Upgrade: websocket"));

    assertThat(client.head()).startsWith("HTTP/1.1 101 ");
    client.send("ping");
    assertThat(client.read(4)).isEqualTo("ping");
    assertThat(backend.heads.get(0))
        .contains("x-a: b", "connection: upgrade", "upgrade: websocket");
  }

  @Test
  void aRedirectIsAnsweredWithoutAnyEndpoint() throws IOException {
    stage.mesh.service("backend");
    policy(
        """
        {'routes': [
          {'name': 'moved', 'match': {'path': {'prefix': '/old'}},
           'redirect': {'status': 308, 'prefix': '/new'}},
          {'name': 'secure', 'redirect': {'scheme': 'https'}}]}
        """);

    var moved = get("/old/a?b=c");
    assertThat(moved.status()).isEqualTo(308);
    assertThat(moved.header("location")).isEqualTo("http://backend/new/a?b=c");
    assertThat(moved.header("content-length")).isEqualTo("0");
    var secure = stage.answerTo(head("GET //evil/x HTTP/1.1", "Host: backend:8080"));
    assertThat(secure.status()).isEqualTo(302);
    assertThat(secure.header("location")).isEqualTo("https://backend//evil/x");
  }

  @Test
  void aDirectAnswerNeedsNoEndpoint() throws IOException {
    stage.mesh.service("backend");
    policy(
        """
        {'routes': [
          {'name': 'gone', 'match': {'path': {'prefix': '/gone'}}, 'respond': {'status': 204}},
          {'name': 'busy', 'respond': {'status': 503, 'body': '{}', 'contentType': 'application/json'},
           'responseHeaders': {'set': {'retry-after': '9'}}}]}
        """);
    var client = stage.client();

    var busy = client.send(Stage.GET).answer();
    assertThat(busy.status()).isEqualTo(503);
    assertThat(busy.body()).isEqualTo("{}");
    assertThat(busy.header("content-type")).isEqualTo("application/json");
    assertThat(busy.header("retry-after")).isEqualTo("9");
    assertThat(busy.header("x-fairlead-failure")).isNull();
    client.send(head("HEAD / HTTP/1.1", "Host: backend"));
    assertThat(client.answerWithoutBody().header("content-length")).isEqualTo("2");
    client.send(head("GET /gone HTTP/1.1", "Host: backend"));
    assertThat(client.answer().header("content-length")).isNull();
    assertThat(client.send(Stage.GET).answer().status()).as("the connection lives").isEqualTo(503);
  }

  @Test
  void aFaultFailsSomeRequestsAndHoldsOthersBack() throws IOException {
    var backend = stage.answering("ok");
    stage.backends(backend);
    policy(
        """
        {'routes': [
          {'name': 'abort', 'match': {'path': {'exact': '/abort'}}, 'fault': {'abortStatus': 418}},
          {'name': 'slow', 'match': {'path': {'exact': '/slow'}}, 'fault': {'delayMillis': 300}},
          {'name': 'never', 'fault': {'abortStatus': 500, 'abortPercent': 0,
            'delayMillis': 600000, 'delayPercent': 0}}]}
        """);

    var aborted = get("/abort");
    assertThat(aborted.status()).isEqualTo(418);
    assertThat(aborted.header("x-fairlead-failure")).isEqualTo("Fault");
    assertThat(backend.heads).isEmpty();
    var client = stage.client();
    client.send(head("GET /slow HTTP/1.1", "Host: backend"));
    assertThat(get("/").body()).as("overtakes the one that is held back").isEqualTo("ok");
    assertThat(backend.heads).hasSize(1);
    assertThat(client.answer().body()).isEqualTo("ok");
    assertThat(backend.heads).hasSize(2);
  }

  @Test
  void aRuleHasTimeoutsOfItsOwn() throws IOException {
    stage.backend(once(c -> c.read()));
    policy("{'routes': [{'name': 'fast', 'timeouts': {'perTryMillis': 50}}]}");

    var answer = get("/");

    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.body()).contains("within 50 ms");
  }

  @Test
  void whatCannotBeCompiledIsLeftOutAndTheRestHolds() throws IOException {
    stage.backends(stage.answering("ok"));
    policy(
        """
        {'routes': [
          {'name': 'bad', 'match': {'path': {'regex': '('}}, 'respond': {'status': 500}},
          {'name': 'callers', 'match': {'callers': ['a.demo']}, 'respond': {'status': 500}},
          {'name': 'split', 'responseHeaders': {'set': {'x-a': 'b\\r\\nx-c: d'}},
           'respond': {'status': 500}},
          {'name': 'good', 'match': {'path': {'regex': '/a+'}}, 'respond': {'status': 202}}]}
        """);

    assertThat(get("/aaa").status()).isEqualTo(202);
    assertThat(get("/b").body()).isEqualTo("ok");
  }

  @Test
  void nothingFailsWhileThePolicyChanges() throws Exception {
    twoVersions();
    var over = new AtomicBoolean();
    var threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> counted = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        counted.add(threads.submit(() -> askUntil(over)));
      }
      for (int i = 0; i < 40; i++) {
        policy(
            String.format(
                """
                {'routes': [{'name': 'shift', 'sticky': {'cookie': 'p'},
                  'responseHeaders': {'set': {'x-step': '%d'}}, 'split': [
                  {'weight': %d, 'subset': {'version': 'v1'}},
                  {'weight': %d, 'subset': {'version': 'v2'}}]}]}
                """,
                i, 40 - i, i));
        String step = Integer.toString(i);
        await().until(() -> step.equals(get("/").header("x-step")));
      }
      over.set(true);
      for (var count : counted) {
        assertThat(count.get()).isPositive();
      }
    } finally {
      over.set(true);
      threads.shutdownNow();
    }
  }

  private int askUntil(AtomicBoolean over) throws IOException {
    int asked = 0;
    try (var client = new RawClient(stage.mesh.port())) {
      while (!over.get()) {
        var answer = client.send(Stage.GET).answer();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("v");
        asked++;
      }
    }
    return asked;
  }
}
