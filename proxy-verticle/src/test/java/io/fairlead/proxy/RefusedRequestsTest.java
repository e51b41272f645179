package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.head;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that are not forwarded: one clear answer each, and the sidecar lives on. */
class RefusedRequestsTest {
  private static Mesh mesh;
  private static RawUpstream backend;

  record Case(String request, int status, String failure, String told) {}

  static List<Case> cases() {
    return List.of(
        new Case(
            head("CONNECT backend HTTP/1.1", "Host: backend"), 400, "InvalidRequest", "CONNECT"),
        new Case(
            head("GET /" + "y".repeat(20_000) + " HTTP/1.1", "Host: backend"),
            414,
            "TargetTooLong",
            "first line"),
        new Case(head("GET / HTTP/2.0", "Host: backend"), 505, "VersionNotSupported", "HTTP/1.1"),
        new Case(
            head("GET http://backend:8080/x HTTP/1.1", "Host: elsewhere"),
            400,
            "InvalidRequest",
            "differ"),
        new Case(
            head("POST / HTTP/1.1", "Host: backend", "Transfer-Encoding: gzip, chunked"),
            501,
            "NotSupported",
            "Transfer-Encoding"),
        new Case(head("GET / HTTP/1.1", "X: y"), 400, "InvalidRequest", "0 Host headers"),
        new Case(
            head("GET / HTTP/1.1", "Host: backend", "Host: orders"),
            400,
            "InvalidRequest",
            "2 Host headers"),
        new Case(
            head("GET https://backend/ HTTP/1.1", "Host: backend"),
            501,
            "NotSupported",
            "another scheme"),
        new Case(
            head("GET http://me@backend/ HTTP/1.1", "Host: backend"),
            400,
            "InvalidRequest",
            "no plain host"),
        new Case(head("GET backend HTTP/1.1", "Host: backend"), 400, "InvalidRequest", "/path"),
        new Case(
            head("GET / HTTP/1.1", "Host: backend", "X: " + "y".repeat(40_000)),
            431,
            "RequestTooLarge",
            "head of 32768 bytes"),
        new Case(
            head("GET / HTTP/1.1", "Host: backend", "no colon here"),
            400,
            "InvalidRequest",
            "field name"),
        new Case(head("GET / HTTP/1.0", "X: y"), 404, "NoRoute", "no Host header"));
  }

  @BeforeAll
  static void start() throws IOException {
    mesh = Mesh.with("--limits.eventLoops=1");
    backend = RawUpstream.answering("fine");
    mesh.service("backend", backend.port());
  }

  @AfterAll
  static void stop() throws IOException {
    mesh.close();
    backend.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isAnsweredClearly(Case refused) throws IOException {
    int before = backend.heads.size();
    try (var client = new RawClient(mesh.port())) {
      var answer = client.send(refused.request()).answer();

      assertThat(answer.status()).isEqualTo(refused.status());
      assertThat(answer.header("x-fairlead-failure")).isEqualTo(refused.failure());
      assertThat(answer.body()).contains(refused.told()).hasLineCount(1);
    }
    assertThat(backend.heads).hasSize(before);
    assertThat(mesh.get("backend", "/").body()).isEqualTo("fine");
  }

  @Test
  void aRefusedRequestLeavesItsConnectionUsable() throws IOException {
    try (var client = new RawClient(mesh.port())) {
      assertThat(client.send(head("GET / HTTP/1.1", "Host: nobody")).answer().status())
          .isEqualTo(404);
      assertThat(client.send(head("GET / HTTP/1.1", "Host: backend")).answer().status())
          .isEqualTo(200);
    }
  }

  @Test
  void aHostileNameIsShownShortened() throws IOException {
    var answer = mesh.get("x".repeat(5000), "/");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).hasSizeLessThan(300);
  }
}
