package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.always;
import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Attempts beside a slow one; each of these fails when the policy is ignored. */
class HedgeOverSocketsTest {
  private static final String HEDGED = "{'retries':{'hedgeAfterMillis':20}}";

  private final AtomicInteger ends = new AtomicInteger();
  @AutoClose private final Stage stage = Stage.inDemo();

  /** Reads until its connection ends and never answers. */
  private RawUpstream hung() throws IOException {
    return stage.upstream(
        c -> {
          while (c.readHead() != null) {
            // the next one
          }
          ends.incrementAndGet();
        });
  }

  private double retries() {
    return stage.mesh.count("mesh_proxy_retries_total");
  }

  @Test
  void theFirstAnswerCountsAndTheOtherAttemptIsGivenUp() throws IOException {
    var hung = hung();
    var good = stage.answering("good");
    stage.backends(hung, good);
    stage.policy(HEDGED);

    for (int i = 0; i < 4; i++) {
      assertThat(stage.get().body()).isEqualTo("good");
    }

    assertThat(retries()).isEqualTo(hung.heads.size()).isPositive();
    await().until(() -> ends.get() == hung.heads.size());
    assertThat(good.heads)
        .as("the second attempt says that it is one")
        .anyMatch(h -> h.toLowerCase(Locale.ROOT).contains("x-fairlead-attempt: 2"));
    assertThat(stage.mesh.count("mesh_proxy_ejections_total")).isZero();
    assertThat(stage.mesh.meters.get("mesh_proxy_requests_under_way").gauge().value()).isZero();
  }

  @Test
  void whatIsNotRepeatableIsNotHedged() throws IOException {
    var one = hung();
    var other = hung();
    stage.backends(one, other);
    stage.policy(
        "{'retries':{'hedgeAfterMillis':1,'attempts':1,'on':['reset']},"
            + "'timeouts':{'perTryMillis':150}}");

    stage.answerTo(head("POST / HTTP/1.1", "Host: backend"));
    assertThat(one.heads.size() + other.heads.size()).isEqualTo(1);
    stage.answerTo(head("PUT / HTTP/1.1", "Host: backend", "Content-Length: 1") + "x");
    assertThat(one.heads.size() + other.heads.size()).isEqualTo(2);
    assertThat(stage.get().status()).isEqualTo(504);
    assertThat(one.heads.size() + other.heads.size()).isEqualTo(4);
  }

  @Test
  void anAnswerThatFailsWaitsForTheOther() throws IOException {
    var arrived = new CountDownLatch(2);
    RawUpstream.Script failing =
        always(
            c -> {
              arrived.countDown();
              RawUpstream.await(arrived);
              c.write(head("HTTP/1.1 500 Internal Server Error", "Content-Length: 0"));
            });
    RawUpstream.Script serving =
        always(
            c -> {
              arrived.countDown();
              RawUpstream.await(arrived);
              c.write(ok("good"));
            });
    stage.backends(stage.upstream(failing), stage.upstream(serving));
    stage.policy(HEDGED);

    assertThat(stage.get().body()).isEqualTo("good");
    assertThat(arrived.getCount()).as("neither waited in vain for the other").isZero();
  }

  @Test
  void theBudgetHoldsForHedges() throws IOException {
    var one = hung();
    var other = hung();
    stage.backends(one, other);
    stage.policy(
        "{'retries':{'hedgeAfterMillis':1,'on':['reset'],'budgetPercent':0,'budgetPerSecond':0},"
            + "'timeouts':{'perTryMillis':100}}");

    assertThat(stage.get().status()).isEqualTo(504);
    assertThat(one.heads.size() + other.heads.size()).isEqualTo(1);
  }

  @Test
  void bothAttemptsEndWithTheirClient() throws IOException {
    var one = hung();
    var other = hung();
    stage.backends(one, other);
    stage.policy(HEDGED);
    try (var client = new RawClient(stage.mesh.port())) {
      client.send(Stage.GET);
      await().until(() -> one.heads.size() + other.heads.size() == 2);
      client.reset();
    }

    await().until(() -> ends.get() == 2);
  }
}
