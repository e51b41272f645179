package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.always;
import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.ok;
import static io.fairlead.proxy.RawUpstream.once;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.TimeoutConfiguration;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a service's own timeouts change; each of these fails when they are ignored. */
class TimeoutPolicyOverSocketsTest {
  /** Never answers. */
  private static final RawUpstream.Script HUNG = once(c -> c.read());

  @AutoClose private final Stage stage = Stage.inDemo();

  private static String remainingIn(String head) {
    return ForwardedFieldsTest.valueOf(head.toLowerCase(Locale.ROOT), "x-fairlead-deadline-ms");
  }

  @Test
  void oneAttemptHasItsTime() throws IOException {
    stage.backends(stage.upstream(HUNG), stage.answering("good"));
    stage.policy("{'timeouts':{'perTryMillis':60}}");

    for (int i = 0; i < 2; i++) {
      assertThat(stage.get().body()).isEqualTo("good");
    }
  }

  @Test
  void anAttemptMayHaveMoreThanEcsAllows() throws IOException {
    stage.backend(
        new TimeoutConfiguration(null, 1),
        always(
            c -> {
              // silent until the sidecar's patience of one second is over, or not
              c.socket().setSoTimeout(1500);
              try {
                c.read();
              } catch (java.net.SocketTimeoutException stillThere) {
                c.write(ok("late"));
              }
            }));
    assertThat(stage.get().status()).isEqualTo(504);

    stage.policy("{'timeouts':{'perTryMillis':0}}");

    assertThat(stage.get().body()).isEqualTo("late");
  }

  @Test
  void allAttemptsTogetherHaveTheTimeOfTheRequest() throws IOException {
    var hung = stage.backend(HUNG);
    stage.policy(
        "{'timeouts':{'requestMillis':150,'perTryMillis':100},'retries':{'attempts':10,"
            + "'backoffMaxMillis':1}}");

    var answer = stage.get();

    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.header("x-fairlead-failure")).isEqualTo("DeadlineExceeded");
    assertThat(hung.heads).hasSizeBetween(1, 2);
  }

  @Test
  void silenceEndsARequest() throws IOException {
    stage.backend(HUNG);
    stage.policy("{'timeouts':{'perTryMillis':0,'idleMillis':60},'retries':{'attempts':0}}");

    assertThat(stage.get().status()).isEqualTo(504);
  }

  @Test
  @Timeout(20)
  void anExchangeEndsWithTheTimeOfItsStream() throws IOException {
    stage.backend(
        new TimeoutConfiguration(null, 0),
        once(
            c -> {
              c.write(head("HTTP/1.1 200 OK", "Content-Length: 1000000"));
              c.socket().setSoTimeout(10);
              while (true) {
                c.write(".");
                try {
                  if (c.read() < 0) {
                    return;
                  }
                } catch (java.net.SocketTimeoutException stillThere) {
                  // goes on
                }
              }
            }));
    stage.policy("{'timeouts':{'perTryMillis':0,'streamMillis':100}}");
    var client = stage.client().send(Stage.GET);

    assertThat(client.head()).startsWith("HTTP/1.1 200");
    assertThat(client.ends()).isTrue();
  }

  @Test
  void whatRemainsIsPassedOn() throws IOException {
    var backend = stage.backend(always(c -> c.write(ok("good"))));
    stage.get();
    stage.policy("{'timeouts':{'requestMillis':60000}}");
    stage.get();

    assertThat(remainingIn(backend.heads.get(0))).as("nobody said anything").isNull();
    assertThat(Integer.parseInt(remainingIn(backend.heads.get(1)))).isBetween(1, 60_000);
  }

  @Test
  void aCallerMayWaitForLess() throws IOException {
    var backend = stage.backend(always(c -> c.write(ok("good"))));
    stage.policy("{'timeouts':{'requestMillis':60000}}");
    for (String said : new String[] {"30000", "90000", "soon", "-1"}) {
      stage.answerTo(head("GET / HTTP/1.1", "Host: backend", "x-fairlead-deadline-ms: " + said));
    }

    assertThat(Integer.parseInt(remainingIn(backend.heads.get(0)))).isBetween(1, 30_000);
    for (int i = 1; i < 4; i++) {
      assertThat(Integer.parseInt(remainingIn(backend.heads.get(i)))).isBetween(30_001, 60_000);
    }
  }

  @Test
  void aCallersDeadlineEndsTheRequest() throws IOException {
    stage.backend(HUNG);

    var answer =
        stage.answerTo(head("GET / HTTP/1.1", "Host: backend", "x-fairlead-deadline-ms: 60"));

    assertThat(answer.status()).isEqualTo(504);
  }

  @Test
  void anIngressGivesUpWhenItsCallerHas() throws IOException {
    try (var application = new RawUpstream(HUNG);
        var serving = Stage.with(Services.of("app", application.port()));
        var client = new RawClient(serving.mesh.sidecar.ingressPorts().get("app"))) {
      client.send(head("GET / HTTP/1.1", "Host: app", "x-fairlead-deadline-ms: 60"));

      assertThat(client.answer().status()).isEqualTo(504);
      assertThat(Integer.parseInt(remainingIn(application.heads.get(0)))).isBetween(1, 60);
    }
  }

  @Test
  void anIngressFollowsThePolicyOfItsService() throws IOException {
    try (var application = new RawUpstream(HUNG);
        var serving = Stage.with(Services.of("app", application.port()))) {
      int ingress = serving.mesh.sidecar.ingressPorts().get("app");
      serving.mesh.service("app", ingress);
      serving.mesh.policy("app", Policies.of("{'timeouts':{'perTryMillis':60}}"));

      assertThat(RawClient.get(ingress, "app", "/").status()).isEqualTo(504);
    }
  }
}
