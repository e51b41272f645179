package io.fairlead.launcher.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskPlaceTest {
  private final TaskPlace place = TaskPlace.of("orders-1", "127.0.7.3", "/opt/fairlead");

  @Test
  void ourVariablesAreReplacedInBothForms() {
    assertThat(place.expand("--host=$FAIRLEAD_TASK_ADDRESS --id=${FAIRLEAD_TASK_ID}-x"))
        .isEqualTo("--host=127.0.7.3 --id=orders-1-x");
    assertThat(place.expand("${FAIRLEAD_HOME}/x.jar")).isEqualTo("/opt/fairlead/x.jar");
  }

  @Test
  void everythingElseIsLeftToTheShell() {
    assertThat(place.expand("$HOME ${PATH} $FAIRLEAD_OTHER $$ $"))
        .isEqualTo("$HOME ${PATH} $FAIRLEAD_OTHER $$ $");
  }
}
