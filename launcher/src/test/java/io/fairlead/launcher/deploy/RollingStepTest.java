package io.fairlead.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.launcher.deploy.RollingStep.Standing;
import io.fairlead.launcher.fleet.DeploymentConfiguration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollingStepTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // what, minimum, maximum, desired, healthy, starting, leaving, start, stopKept, stopLeaving
    "the first tasks start at once,                   100, 200, 3, 0, 0, 0, 3, 0, 0",
    "more are wanted,                                 100, 200, 5, 1, 0, 0, 4, 0, 0",
    "fewer are wanted,                                100, 200, 1, 5, 0, 0, 0, 4, 0",
    "none is wanted,                                  100, 200, 0, 3, 0, 0, 0, 3, 0",
    "all is well,                                     100, 200, 3, 3, 0, 0, 0, 0, 0",
    "new ones start beside all old,                   100, 200, 3, 0, 0, 3, 3, 0, 0",
    "nothing stops while the new ones start,          100, 200, 3, 0, 3, 3, 0, 0, 0",
    "one old may go for one that is healthy,          100, 200, 3, 1, 2, 3, 0, 0, 1",
    "the last old ones go,                            100, 200, 3, 3, 0, 2, 0, 0, 2",
    "half may go before anything starts,              50,  100, 4, 0, 0, 4, 2, 0, 2",
    "what starts is not counted as healthy,           50,  100, 4, 0, 2, 2, 0, 0, 0",
    "all may go at once,                              0,   100, 3, 0, 0, 3, 3, 0, 3",
    "a percentage of tasks that stay is rounded up,   50,  200, 3, 0, 0, 3, 3, 0, 1",
    "a percentage of tasks that run is rounded down,  100, 150, 3, 0, 0, 3, 1, 0, 0",
    "fewer are wanted of another revision,            100, 200, 2, 0, 0, 5, 2, 0, 3",
  })
  void stepsAsEcsDoes(
      String what,
      int minimum,
      int maximum,
      int desired,
      int healthy,
      int starting,
      int leaving,
      int start,
      int stopKept,
      int stopLeaving) {
    var how = new DeploymentConfiguration(minimum, maximum, true);
    var step = RollingStep.of(new Standing(desired, healthy, starting, leaving), how);

    assertThat(step).as(what).isEqualTo(new RollingStep(start, stopKept, stopLeaving));
  }

  /** Every way from every beginning, with tasks that become healthy in any order. */
  @Test
  void everyUpdateArrivesAndNeverLeavesItsBounds() {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(6);
    for (int minimum : List.of(0, 34, 50, 100)) {
      for (int maximum : List.of(100, 125, 150, 200)) {
        var how = new DeploymentConfiguration(minimum, maximum, true);
        for (int desired = 0; desired <= 7; desired++) {
          for (int healthy = 0; healthy <= 7; healthy++) {
            for (int leaving = 0; leaving <= 7; leaving++) {
              if (!how.isStuck(desired)) {
                assertArrives(new Standing(desired, healthy, 0, leaving), how, random);
              }
            }
          }
        }
      }
    }
  }

  private static void assertArrives(
      Standing from, DeploymentConfiguration how, RandomGenerator random) {
    var now = from;
    for (int turn = 0; !now.isReached(); turn++) {
      assertThat(turn).as("%s by %s stands at %s", from, how, now).isLessThan(200);
      var step = RollingStep.of(now, how);
      int inTraffic = now.healthy() + now.leaving();
      int stoppedStarting = Math.min(now.starting(), step.stopKept());
      int healthy = now.healthy() - (step.stopKept() - stoppedStarting);
      int starting = now.starting() - stoppedStarting + step.start();
      int leaving = now.leaving() - step.stopLeaving();
      assertThat(healthy + leaving)
          .as("in traffic after %s at %s by %s", step, now, how)
          .isGreaterThanOrEqualTo(Math.min(inTraffic, how.healthyMin(from.desired())));
      if (step.start() > 0) {
        assertThat(healthy + starting + leaving)
            .isLessThanOrEqualTo(how.runningMax(from.desired()));
      }
      int risen = starting == 0 ? 0 : random.nextInt(starting + 1);
      now = new Standing(from.desired(), healthy + risen, starting - risen, leaving);
    }
  }

  @Test
  void whereNothingMayStopAndNothingMayStartItIsStuck() {
    assertThat(new DeploymentConfiguration(50, 150, true).isStuck(1)).isTrue();
    assertThat(new DeploymentConfiguration(50, 150, true).isStuck(2)).isFalse();
    assertThat(new DeploymentConfiguration(0, 100, true).isStuck(1)).isFalse();
    assertThat(new DeploymentConfiguration(100, 100, true).isStuck(0)).isFalse();
    assertThat(DeploymentConfiguration.DEFAULT.isStuck(1)).isFalse();
  }
}
