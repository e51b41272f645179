package io.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainTest {
  private final Drain drain = new Drain();
  private final List<String> ran = new ArrayList<>();

  @Test
  void whatWasStartedLastIsStoppedFirst() {
    step("link");
    step("registration");

    drain.run();

    assertThat(ran).containsExactly("registration", "link");
  }

  @Test
  void aStepWaitsForTheOneBefore() {
    Promise<Void> requests = Promise.promise();
    step("link");
    drain.onDrain("requests", requests::future);

    var drained = drain.run();
    assertThat(ran).isEmpty();
    requests.complete();

    assertThat(ran).containsExactly("link");
    assertThat(drained.succeeded()).isTrue();
  }

  @Test
  void aStepThatFailsDoesNotKeepTheNextFromRunning() {
    step("link");
    drain.onDrain("failing", () -> Future.failedFuture("no"));
    drain.onDrain(
        "throwing",
        () -> {
          throw new IllegalStateException("no");
        });

    assertThat(drain.run().succeeded()).isTrue();
    assertThat(ran).containsExactly("link");
  }

  @Test
  void everyStepRunsOnceHoweverOftenItIsAsked() {
    step("link");

    assertThat(drain.run()).isSameAs(drain.run());
    assertThat(ran).containsExactly("link");
  }

  private void step(String name) {
    drain.onDrain(
        name,
        () -> {
          ran.add(name);
          return Future.succeededFuture();
        });
  }
}
