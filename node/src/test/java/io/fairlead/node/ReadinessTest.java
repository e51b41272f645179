package io.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private final Readiness readiness = new Readiness();

  @Test
  void whatDoesNotHoldIsNamedInOrder() {
    var synced = new AtomicBoolean();
    readiness.require("view", synced::get);
    readiness.require("link", () -> false);
    readiness.require("started", () -> true);

    assertThat(readiness.missing()).containsExactly("link", "view");
    synced.set(true);
    assertThat(readiness.missing()).containsExactly("link");
  }

  @Test
  void withoutConditionsAProcessIsReady() {
    assertThat(readiness.missing()).isEmpty();
  }

  @Test
  void aConditionCanBeReplaced() {
    readiness.require("link", () -> false);
    readiness.require("link", () -> true);

    assertThat(readiness.missing()).isEmpty();
  }

  @Test
  void aWaivedConditionIsMissedOnlyWhenTheWaiverEnds() {
    var readiness = new Readiness();
    var waived = new boolean[] {true};
    readiness.waive("link", () -> waived[0]);
    readiness.require("link", () -> false);

    assertThat(readiness.missing()).isEmpty();
    waived[0] = false;
    assertThat(readiness.missing()).containsExactly("link");
  }
}
