package io.fairlead.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.policy.Algorithm;
import io.fairlead.catalog.policy.Balancing;
import io.fairlead.catalog.policy.HashOn;
import io.fairlead.catalog.policy.TrafficPolicy;
import io.fairlead.proxy.Mesh;
import io.fairlead.proxy.RawClient;
import io.fairlead.proxy.RawUpstream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields of a request are treated alike, whichever version of HTTP its client speaks. */
class Http2HeadersTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  static List<Arguments> policies() {
    return List.of(
        Arguments.of("as it is", List.of()),
        Arguments.of("forwarded", List.of("--headers.forwarded=forwarded")),
        Arguments.of("both", List.of("--headers.forwarded=both")),
        Arguments.of("none", List.of("--headers.forwarded=none")),
        Arguments.of(
            "no ids", List.of("--headers.requestId=false", "--headers.traceContext=false")),
        Arguments.of("no amzn", List.of("--headers.amznTraceId=false")),
        Arguments.of("no underscores", List.of("--headers.underscores=drop")),
        Arguments.of("refused underscores", List.of("--headers.underscores=refuse")));
  }

  /** Names and values in turn. */
  private static final List<String[]> REQUESTS =
      List.of(
          new String[] {"accept", "*/*"},
          new String[] {"x-request-id", "mine", "x_under", "score"},
          new String[] {"traceparent", "00-" + TRACE + "-b7ad6b7169203331-01"},
          new String[] {"traceparent", "nonsense"},
          new String[] {"x-amzn-trace-id", "Root=1-67891233-abcdef012345678912345678"},
          new String[] {"x-forwarded-for", "1.2.3.4", "x-forwarded-for", "5.6.7.8"},
          new String[] {"x-forwarded-proto", "https", "x-forwarded-host", "example.org"},
          new String[] {"forwarded", "for=1.2.3.4", "forwarded", "for=5.6.7.8"},
          new String[] {"x-fairlead-failure", "Shed", "x-forwarded-client-cert", "Hash=1"},
          new String[] {"proxy-authorization", "Basic eDp5", "http2-settings", "x"},
          new String[] {"cookie", "a=1", "authorization", "Bearer x", "x-empty", ""});

  @ParameterizedTest(name = "{0}")
  @MethodSource("policies")
  void bothVersionsLeadToTheSameHead(String name, List<String> policy) throws Exception {
    try (var application = RawUpstream.answering("x");
        var mesh = Mesh.with(flags(application.port(), policy))) {
      mesh.service("backend", application.port());
      for (int port : new int[] {mesh.port(), mesh.sidecar.ingressPorts().get("backend")}) {
        for (var fields : REQUESTS) {
          assertSame(application, port, fields);
        }
      }
    }
  }

  private static void assertSame(RawUpstream application, int port, String... fields)
      throws Exception {
    application.heads.clear();
    var lines = new StringBuilder("GET /p HTTP/1.1\r\nHost: backend\r\n");
    for (int i = 0; i < fields.length; i += 2) {
      lines.append(fields[i]).append(": ").append(fields[i + 1]).append("\r\n");
    }
    int status;
    try (var raw = new RawClient(port)) {
      status = raw.send(lines + "\r\n").answer().status();
    }
    var one = lines(application.heads);
    application.heads.clear();
    try (var client = new H2Client(port)) {
      assertThat(client.get("backend", "/p", fields).status()).isEqualTo(status);
    }
    assertThat(lines(application.heads)).as(Arrays.toString(fields)).isEqualTo(one);
  }

  /** The lines of the only head, with what is random as x. */
  private static Set<String> lines(List<String> heads) {
    Set<String> lines = new TreeSet<>();
    for (String head : heads) {
      for (String line : head.split("\r\n", -1)) {
        boolean begun = !line.contains(TRACE) && !line.contains("mine");
        lines.add(begun ? line.replaceAll("[0-9a-f]{8,}", "x") : line);
      }
    }
    return lines;
  }

  private static String[] flags(int port, List<String> policy) {
    List<String> flags =
        new java.util.ArrayList<>(
            List.of(
                "--task.namespace=demo.local",
                "--task.id=task-1",
                "--limits.eventLoops=1",
                "--services=[{\"portName\":\"backend\",\"containerPort\":" + port + "}]"));
    flags.addAll(policy);
    return flags.toArray(new String[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a b", "/a#b", "/\u00e9",
      })
  void aPathThatCannotStandInARequestLineIsRefused(String path) throws Exception {
    try (var mesh = Mesh.with("--task.namespace=demo.local");
        var client = new H2Client(mesh.port())) {
      var answer = client.get("backend", path);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.field("x-fairlead-failure")).isEqualTo("InvalidRequest");
    }
  }

  private static String[] many(int fields) {
    var many = new String[2 * fields];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = "x-" + i;
      many[i + 1] = "y";
    }
    return many;
  }

  @Test
  void aHeadLargerThanAllowedIsAnsweredAndTheConnectionGoesOn() throws Exception {
    try (var mesh = Mesh.with("--task.namespace=demo.local", "--limits.headBytesMax=1024");
        var client = new RawFrames(mesh.port())) {
      client.get(1, "x".repeat(1100)).get(3, "backend").send();

      await().until(() -> mesh.count("mesh_proxy_http2_limits_total", "limit", "head") == 1);
      await().until(() -> mesh.count("mesh_proxy_failures_total", "failure", "NoRoute") == 1);
    }
  }

  static List<Arguments> refused() {
    return List.of(
        Arguments.of("another Host", 400, new String[] {"host", "other"}),
        Arguments.of("a long path", 414, new String[0]),
        Arguments.of("many fields", 431, many(200)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void whatIsTooMuchOrAmbiguousIsRefused(String name, int status, String[] fields)
      throws Exception {
    try (var backend = RawUpstream.answering("x");
        var mesh = Mesh.with("--task.namespace=demo.local");
        var client = new H2Client(mesh.port())) {
      mesh.service("backend", backend.port());
      String path = status == 414 ? "/" + "x".repeat(20_000) : "/";

      assertThat(client.get("backend", path, fields).status()).isEqualTo(status);

      assertThat(client.get("backend", "/", "host", "BACKEND:80").status()).isEqualTo(200);
      assertThat(backend.heads).hasSize(1);
    }
  }

  static List<Arguments> malformed() {
    return List.of(
        Arguments.of("connection", "close"),
        Arguments.of("keep-alive", "1"),
        Arguments.of("proxy-connection", "close"),
        Arguments.of("transfer-encoding", "chunked"),
        Arguments.of("upgrade", "websocket"),
        Arguments.of("te", "gzip"),
        Arguments.of("X-Upper", "x"),
        Arguments.of("x-line", "a\r\nb: c"),
        Arguments.of("x-nul", "a\0b"),
        Arguments.of("x-blank", " a"),
        Arguments.of("a b", "c"),
        Arguments.of("content-length", "5"),
        Arguments.of(":status", "200"),
        Arguments.of(":other", "x"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void aMalformedRequestIsReset(String name, String value) throws Exception {
    try (var backend = RawUpstream.answering("x");
        var mesh = Mesh.with("--task.namespace=demo.local");
        var client = new H2Client(mesh.port())) {
      mesh.service("backend", backend.port());

      assertThat(client.get("backend", "/", name, value).reset()).isEqualTo(1);

      assertThat(client.get("backend", "/").status()).isEqualTo(200);
      assertThat(backend.heads).hasSize(1);
    }
  }

  @Test
  void theCrumbsOfACookieAreOneCookieToWhoeverHashesIt() throws Exception {
    try (var one = RawUpstream.answering("one");
        var two = RawUpstream.answering("two");
        var mesh = Mesh.with("--task.namespace=demo.local")) {
      var on = new HashOn(null, "user", null);
      mesh.registry.serviceObeying(
          "backend",
          new TrafficPolicy(
              new Balancing(Algorithm.RING_HASH, on, null, null, null),
              null,
              null,
              null,
              null,
              null,
              null),
          List.of(endpoint(one), endpoint(two)));
      mesh.awaitPorts("backend", one.port(), two.port());
      try (var client = new H2Client(mesh.port())) {
        Set<String> answers = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
          answers.add(
              client.get("backend", "/", "cookie", "turn=" + i, "cookie", "user=u1").body());
        }

        assertThat(answers).hasSize(1);
      }
    }
  }

  private static Endpoint endpoint(RawUpstream at) {
    return new Endpoint(
        "i-" + at.port(), "127.0.0.1", null, null, at.port(), 0, HealthStatus.HEALTHY, 1, null);
  }
}
