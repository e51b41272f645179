package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The product's promise: while one endpoint is left, no idempotent request fails. */
class KilledUnderLoadTest {
  private static final int CLIENTS = 8;
  private static final int REQUESTS_BEFORE = 1500;
  private static final int REQUESTS_AFTER = 1500;

  private final AtomicInteger answered = new AtomicInteger();
  private final List<String> failed = new CopyOnWriteArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void anEndpointThatIsKilledFailsNoRequest() throws Exception {
    try (var mesh = Mesh.with("--limits.eventLoops=2");
        var one = RawUpstream.answering("1");
        var two = RawUpstream.answering("2");
        var three = RawUpstream.answering("3")) {
      mesh.service("backend", one.port(), two.port(), three.port());
      var done = new CountDownLatch(CLIENTS);
      for (int i = 0; i < CLIENTS; i++) {
        new Thread(() -> call(mesh.port(), done), "client").start();
      }

      awaitAnswers(REQUESTS_BEFORE);
      one.kill();
      awaitAnswers(REQUESTS_BEFORE + REQUESTS_AFTER);
      over.set(true);
      done.await();

      assertThat(failed).isEmpty();
      assertThat(two.heads).hasSizeGreaterThan(REQUESTS_BEFORE / 4);
      assertThat(one.heads).as("it had its share before").hasSizeGreaterThan(REQUESTS_BEFORE / 4);
    }
  }

  private void awaitAnswers(int count) throws InterruptedException {
    synchronized (answered) {
      while (answered.get() < count && failed.isEmpty()) {
        answered.wait(10_000);
      }
    }
  }

  private void call(int port, CountDownLatch done) {
    try (var client = new RawClient(port)) {
      while (!over.get()) {
        var answer = client.send("GET / HTTP/1.1\r\nHost: backend\r\n\r\n").answer();
        if (answer.status() != 200) {
          failed.add(answer.head() + answer.body());
        }
        synchronized (answered) {
          answered.incrementAndGet();
          answered.notifyAll();
        }
      }
    } catch (IOException e) {
      failed.add(e.toString());
    } finally {
      done.countDown();
    }
  }
}
