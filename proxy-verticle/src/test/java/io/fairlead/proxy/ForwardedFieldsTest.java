package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.head;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What a sidecar adds to requests and what it takes from them. */
class ForwardedFieldsTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  /** The head, in lower case, that an endpoint gets of a GET with these fields. */
  private static String egressOf(String[] flags, String... fields) throws IOException {
    try (var stage = Stage.with(flags)) {
      var backend = stage.answering("fine");
      stage.backends(backend);
      assertThat(stage.answerTo(get("backend", fields)).status()).isEqualTo(200);
      return backend.heads.get(0).toLowerCase(Locale.ROOT);
    }
  }

  private static String egress(String... fields) throws IOException {
    return egressOf(new String[] {"--limits.eventLoops=1"}, fields);
  }

  /** The same of an application behind its ingress listener. */
  private static String ingress(String flag, String... fields) throws IOException {
    try (var application = RawUpstream.answering("fine")) {
      var service =
          new JsonObject()
              .put("portName", "http")
              .put("discoveryName", "app")
              .put("containerPort", application.port());
      try (var mesh =
          Mesh.with(
              "--task.namespace=demo.local",
              "--task.id=task-1",
              "--services=" + new JsonArray().add(service).encode(),
              "--limits.eventLoops=1",
              flag)) {
        int port = mesh.sidecar.ingressPorts().get("app");
        try (var client = new RawClient(port)) {
          assertThat(client.send(get("app:1", fields)).answer().status()).isEqualTo(200);
        }
        return application.heads.get(application.heads.size() - 1).toLowerCase(Locale.ROOT);
      }
    }
  }

  private static String get(String host, String... fields) {
    return head("GET / HTTP/1.1", "Host: " + host, String.join("\r\n", fields))
        .replace("\r\n\r\n\r\n", "\r\n\r\n");
  }

  @Test
  void bothKindsOfTraceAreBegunAsOne() throws IOException {
    String head = egress();

    var parent = valueOf(head, "traceparent");
    var amzn = valueOf(head, "x-amzn-trace-id");
    assertThat(parent).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    assertThat(amzn).matches("root=1-[0-9a-f]{8}-[0-9a-f]{24}");
    assertThat(amzn.substring(7).replace("-", "")).isEqualTo(parent.substring(3, 35));
    assertThat(valueOf(head, "x-request-id")).matches("[0-9a-f]{32}");
  }

  @Test
  void eachIsDerivedFromTheOther() throws IOException {
    String amzn = "root=1-" + TRACE.substring(0, 8) + "-" + TRACE.substring(8);

    String fromParent = egress("traceparent: 00-" + TRACE + "-00f067aa0ba902b7-01");
    assertThat(valueOf(fromParent, "x-amzn-trace-id")).isEqualTo(amzn);
    String fromAmzn = egress("X-Amzn-Trace-Id: Self=1;" + amzn + ";Sampled=1");
    assertThat(valueOf(fromAmzn, "traceparent")).startsWith("00-" + TRACE + "-").hasSize(55);
  }

  @Test
  void whatTheCallerBeganIsKept() throws IOException {
    String head =
        egress(
            "traceparent: 00-" + TRACE + "-00f067aa0ba902b7-00",
            "tracestate: a=b",
            "X-Amzn-Trace-Id: Root=1-00000000-0000000000000000000000ff",
            "X-Request-Id: mine");

    assertThat(head)
        .containsOnlyOnce("traceparent: 00-" + TRACE + "-00f067aa0ba902b7-00")
        .containsOnlyOnce("x-amzn-trace-id: root=1-00000000-0000000000000000000000ff")
        .containsOnlyOnce("tracestate: a=b")
        .containsOnlyOnce("x-request-id: mine");
  }

  /** Otherwise a caller could take away what the sidecar says, by naming it. */
  @Test
  void whatTheCallerNamesForItsConnectionIsBegunAnew() throws IOException {
    String head =
        egress(
            "Connection: x-request-id, traceparent, x-amzn-trace-id",
            "X-Request-Id: mine",
            "traceparent: 00-" + TRACE + "-00f067aa0ba902b7-00");

    assertThat(valueOf(head, "x-request-id")).matches("[0-9a-f]{32}");
    assertThat(valueOf(head, "traceparent")).isNotNull().doesNotContain(TRACE);
    assertThat(valueOf(head, "x-amzn-trace-id")).isNotNull();
  }

  @Test
  void nothingIsBegunWhenSetSo() throws IOException {
    String head =
        egressOf(
            new String[] {
              "--headers.requestId=false",
              "--headers.traceContext=false",
              "--headers.amznTraceId=false",
              "--limits.eventLoops=1"
            });

    assertThat(head).doesNotContain("x-request-id", "traceparent", "x-amzn-trace-id");
  }

  @Test
  void applicationsAreToldWhoCalledInOneLine() throws IOException {
    String head =
        ingress(
            "--headers.forwarded=x-forwarded",
            "X-Forwarded-For: 10.0.0.9",
            "X-Forwarded-For: 10.0.0.8",
            "Connection: x-forwarded-for, x-forwarded-proto, x-forwarded-host",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: forged");

    assertThat(head)
        .containsOnlyOnce("x-forwarded-for: 10.0.0.9, 10.0.0.8, 127.0.0.1")
        .containsOnlyOnce("x-forwarded-for")
        .containsOnlyOnce("x-forwarded-proto: http\r\n")
        .containsOnlyOnce("x-forwarded-host: app:1\r\n");
  }

  @Test
  void orByForwarded() throws IOException {
    String head = ingress("--headers.forwarded=forwarded", "Forwarded: for=10.0.0.9");

    assertThat(head)
        .containsOnlyOnce("forwarded: for=10.0.0.9, for=127.0.0.1;proto=http;host=\"app:1\"\r\n")
        .doesNotContain("x-forwarded");
  }

  @Test
  void orNotAtAll() throws IOException {
    assertThat(ingress("--headers.forwarded=none")).doesNotContain("forwarded");
  }

  @Test
  void identityIsTakenFromCallersOfApplicationsToo() throws IOException {
    assertThat(
            ingress(
                "--headers.forwarded=x-forwarded",
                "X-Fairlead-Peer: forged",
                "X-Forwarded-Client-Cert: forged"))
        .doesNotContain("forged");
  }

  @Test
  void underscoresGoOnAreDroppedOrRefused() throws IOException {
    assertThat(egress("X_Own: y")).contains("x_own: y");
    assertThat(
            egressOf(
                new String[] {"--headers.underscores=drop", "--limits.eventLoops=1"},
                "X_Own: y",
                "X-Own: z"))
        .doesNotContain("x_own")
        .contains("x-own: z");
    try (var strict = Stage.with("--headers.underscores=refuse", "--limits.eventLoops=1")) {
      strict.backends(strict.answering("fine"));
      assertThat(strict.answerTo(get("backend", "X_Own: y")).status()).isEqualTo(400);
    }
  }

  /** Raw bytes would come past everything that is done to fields. */
  @Test
  void applicationsAreNotConnectedTo() throws IOException {
    try (var application = RawUpstream.answering("fine")) {
      var service =
          new JsonObject()
              .put("portName", "http")
              .put("discoveryName", "app")
              .put("containerPort", application.port());
      try (var mesh =
              Mesh.with(
                  "--task.namespace=demo.local",
                  "--task.id=task-1",
                  "--services=" + new JsonArray().add(service).encode(),
                  "--limits.eventLoops=1");
          var client = new RawClient(mesh.sidecar.ingressPorts().get("app"))) {
        var answer = client.send(head("CONNECT app:80 HTTP/1.1", "Host: app:80")).answer();
        assertThat(answer.status()).isEqualTo(501);
        assertThat(client.ending()).isEqualTo("closed");
      }
    }
  }

  /** Of a field in a head in lower case; null when it is not there. */
  static String valueOf(String head, String name) {
    for (String line : head.split("\r\n", -1)) {
      if (line.startsWith(name + ":")) {
        return line.substring(name.length() + 1).trim();
      }
    }
    return null;
  }
}
