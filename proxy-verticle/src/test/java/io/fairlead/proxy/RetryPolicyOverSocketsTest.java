package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.always;
import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.ok;
import static io.fairlead.proxy.RawUpstream.once;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a service's own retries change; each of these fails when they are ignored. */
class RetryPolicyOverSocketsTest {
  @AutoClose private final Stage stage = Stage.inDemo();

  private static RawUpstream.Script failingWith(String status) {
    return always(c -> c.write(head("HTTP/1.1 " + status, "Content-Length: 0")));
  }

  private static String attemptIn(String head) {
    return ForwardedFieldsTest.valueOf(head.toLowerCase(Locale.ROOT), "x-fairlead-attempt");
  }

  private RawClient.Answer post(String body) throws IOException {
    return stage.answerTo(
        head("POST / HTTP/1.1", "Host: backend", "Content-Length: " + body.length()) + body);
  }

  @Test
  void thereAreAsManyAttemptsAsItSays() throws IOException {
    var bad = stage.backend(failingWith("503 Service Unavailable"));
    stage.policy("{'retries':{'attempts':4,'backoffMinMillis':1,'backoffMaxMillis':1}}");
    assertThat(stage.get().status()).isEqualTo(503);
    assertThat(bad.heads).hasSize(5);

    stage.policy("{'retries':{'attempts':0}}");
    assertThat(stage.get().status()).isEqualTo(503);
    assertThat(bad.heads).hasSize(6);
  }

  @Test
  void statusesThatItNamesAreTriedElsewhere() throws IOException {
    stage.backends(stage.upstream(failingWith("429 Too Many Requests")), stage.answering("good"));
    stage.policy("{'retries':{'statuses':[429]}}");

    for (int i = 0; i < 4; i++) {
      assertThat(stage.get().body()).isEqualTo("good");
    }
  }

  @Test
  void anErrorOfTheApplicationIsTriedElsewhereWhenItSays5xx() throws IOException {
    stage.backends(
        stage.upstream(failingWith("500 Internal Server Error")), stage.answering("good"));
    stage.policy("{'retries':{'on':['5xx']}}");

    for (int i = 0; i < 4; i++) {
      assertThat(stage.get().body()).isEqualTo("good");
    }
  }

  @Test
  void whatItDoesNotNameIsNotTriedElsewhere() throws IOException {
    stage.backends(stage.upstream(failingWith("503 Service Unavailable")), stage.answering("good"));
    stage.policy("{'retries':{'on':['reset']}}");

    var statuses = new int[] {stage.get().status(), stage.get().status()};

    assertThat(statuses).containsExactlyInAnyOrder(200, 503);
  }

  @Test
  void aPostIsRepeatedWhenItSaysSo() throws IOException {
    stage.backends(
        stage.upstream(failingWith("503 Service Unavailable")),
        stage.upstream(always(c -> c.write(ok(c.readBytes(2))))));
    stage.policy("{'retries':{'methods':['POST']}}");

    for (int i = 0; i < 4; i++) {
      assertThat(post("ab").body()).isEqualTo("ab");
    }
  }

  @Test
  void aBodyLongerThanItKeepsIsNotSentAgain() throws IOException {
    var bad =
        once(
            c -> {
              c.readBytes(10);
              c.write(head("HTTP/1.1 503 Service Unavailable", "Content-Length: 0"));
            });
    stage.backends(stage.upstream(bad), stage.upstream(bad));
    stage.policy("{'retries':{'methods':['POST'],'bodyBytesMax':9}}");
    assertThat(post("0123456789").status()).isEqualTo(503);
    assertThat(stage.mesh.count("mesh_proxy_retries_total")).isZero();

    stage.policy("{'retries':{'methods':['POST'],'bodyBytesMax':10}}");
    assertThat(post("0123456789").status()).isEqualTo(503);
    assertThat(stage.mesh.count("mesh_proxy_retries_total")).isEqualTo(2);
  }

  @Test
  void itsBudgetIsKept() throws IOException {
    try (var loop = Stage.inDemo()) {
      var bad = loop.backend(failingWith("503 Service Unavailable"));
      loop.policy(
          "{'retries':{'attempts':1,'budgetPercent':50,'budgetPerSecond':0,'backoffMaxMillis':1},"
              + "'outlierDetection':{'enabled':false}}");

      for (int i = 0; i < 40; i++) {
        loop.get();
      }

      assertThat(bad.heads).hasSize(60);
      assertThat(loop.mesh.count("mesh_proxy_retry_budget_exhausted_total")).isEqualTo(20);
    }
  }

  @Test
  void anotherPolicyGoesOnWithTheSameBudget() throws IOException {
    var bad = stage.backend(failingWith("503 Service Unavailable"));
    for (int i = 0; i < 10; i++) {
      stage.policy(
          "{'retries':{'budgetPercent':10,'budgetPerSecond':0,'backoffMaxMillis':"
              + (1 + i)
              + "}}");
      stage.get();
    }

    assertThat(bad.heads).hasSize(11);
  }

  @Test
  void eachAttemptSaysWhichItIsAndTheFirstSaysNothing() throws IOException {
    var bad = stage.backend(failingWith("503 Service Unavailable"));

    stage.get();

    assertThat(bad.heads)
        .extracting(RetryPolicyOverSocketsTest::attemptIn)
        .containsExactly(null, "2", "3");
    assertThat(bad.heads.get(1)).endsWith("x-fairlead-attempt: 2\r\n\r\n");
    assertThat(bad.heads.get(1).replace("x-fairlead-attempt: 2\r\n", ""))
        .as("but for that the heads are the same")
        .isEqualTo(bad.heads.get(0));
  }

  @Test
  void anApplicationThatPassesTheNumberOnIsTriedOnce() throws IOException {
    var bad = stage.backend(failingWith("503 Service Unavailable"));

    stage.answerTo(head("GET / HTTP/1.1", "Host: backend", "X-Fairlead-Attempt: 2"));
    assertThat(bad.heads).hasSize(1);
    assertThat(attemptIn(bad.heads.get(0))).isEqualTo("2");

    stage.answerTo(head("GET / HTTP/1.1", "Host: backend", "X-Fairlead-Attempt: many"));
    assertThat(bad.heads).as("what is no number is dropped").hasSize(4);
    assertThat(attemptIn(bad.heads.get(1))).isNull();
  }

  @Test
  void anIngressDoesNotTryAgainWhatIsAnAttemptAlready() throws IOException {
    int nobody = refusing();
    try (var serving = Stage.with(Services.of("app", nobody))) {
      int ingress = serving.mesh.sidecar.ingressPorts().get("app");
      assertThat(RawClient.get(ingress, "app", "/").status()).isEqualTo(502);
      double first = serving.mesh.count("mesh_proxy_retries_total");

      try (var client = new RawClient(ingress)) {
        client.send(head("GET / HTTP/1.1", "Host: app", "x-fairlead-attempt: 2"));
        assertThat(client.answer().status()).isEqualTo(502);
      }

      assertThat(first).isEqualTo(2);
      assertThat(serving.mesh.count("mesh_proxy_retries_total")).isEqualTo(first);
    }
  }

  private static int refusing() throws IOException {
    return TwoSidecars.free();
  }

  @Test
  void theSameEndpointIsNotTriedWhileAnotherIsLeft() throws IOException {
    var three =
        IntStream.range(0, 3)
            .mapToObj(
                i -> {
                  try {
                    return stage.upstream(failingWith("503 Service Unavailable"));
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                })
            .toArray(RawUpstream[]::new);
    stage.backends(three);

    stage.get();

    assertThat(three).allSatisfy(each -> assertThat(each.heads).hasSize(1));
  }
}
