package io.fairlead.proxy.outlier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutlierDetectorTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final Set<String> FOUR = Set.of("a", "b", "c", "d");

  private final OutlierDetector detector =
      new OutlierDetector(new OutlierPolicy(5, 30 * SECOND, 300 * SECOND, 50));

  /** So many failures in a row; the length of the ejection in seconds that follows, 0 for none. */
  private long fail(String instanceId, int times, Set<String> endpoints, long now) {
    long lasts = 0;
    for (int i = 0; i < times; i++) {
      lasts = detector.failed(instanceId, endpoints, now);
    }
    return lasts / SECOND;
  }

  @Test
  void fourConsecutiveFailuresDoNotEject() {
    assertThat(fail("a", 4, FOUR, 0)).isZero();
    assertThat(detector.isEjected("a", 0)).isFalse();
    assertThat(detector.anyEjected(0)).isFalse();
  }

  @Test
  void fiveConsecutiveFailuresEjectForThirtySeconds() {
    assertThat(fail("a", 5, FOUR, 0)).isEqualTo(30);

    assertThat(detector.isEjected("a", 30 * SECOND - 1)).isTrue();
    assertThat(detector.isEjected("a", 30 * SECOND)).isFalse();
    assertThat(detector.anyEjected(30 * SECOND)).isFalse();
  }

  @Test
  void nonConsecutiveFailuresDoNotEject() {
    for (int i = 0; i < 10; i++) {
      fail("a", 4, FOUR, 0);
      detector.succeeded("a");
    }

    assertThat(detector.isEjected("a", 0)).isFalse();
  }

  @Test
  void failuresOfAnotherEndpointDoNotCount() {
    fail("a", 4, FOUR, 0);

    assertThat(fail("b", 1, FOUR, 0)).isZero();
  }

  @Test
  void anEndpointThatReturnsHasACleanCount() {
    fail("a", 5, FOUR, 0);

    assertThat(fail("a", 4, FOUR, 31 * SECOND)).isZero();
  }

  @Test
  void anEndpointEjectedAgainStaysOutLonger() {
    fail("a", 5, FOUR, 0);

    assertThat(fail("a", 5, FOUR, 31 * SECOND)).isEqualTo(60);
    assertThat(fail("a", 5, FOUR, 92 * SECOND)).isEqualTo(90);
  }

  @Test
  void noEjectionIsLongerThanTheLongest() {
    long now = 0;
    long lasts = 0;
    for (int i = 0; i < 20; i++) {
      lasts = fail("a", 5, FOUR, now);
      now += (lasts + 1) * SECOND;
    }

    assertThat(lasts).isEqualTo(300);
  }

  @Test
  void goodConductShortensTheNextEjection() {
    fail("a", 5, FOUR, 0);
    fail("a", 5, FOUR, 31 * SECOND);

    assertThat(fail("a", 5, FOUR, (91 + 65) * SECOND))
        .as("two ejections, two forgiven")
        .isEqualTo(30);
  }

  @Test
  void failuresDuringAnEjectionAreNotNews() {
    fail("a", 5, FOUR, 0);

    assertThat(fail("a", 50, FOUR, SECOND)).isZero();
    assertThat(detector.isEjected("a", 30 * SECOND)).isFalse();
  }

  @Test
  void atMostHalfOfTheEndpointsAreEjected() {
    assertThat(fail("a", 5, FOUR, 0)).isEqualTo(30);
    assertThat(fail("b", 5, FOUR, 0)).isEqualTo(30);
    assertThat(fail("c", 5, FOUR, 0)).isZero();

    assertThat(detector.ejected(0)).isEqualTo(2);
  }

  @Test
  void theNextFailureEjectsOnceThereIsRoom() {
    fail("a", 5, FOUR, 0);
    fail("b", 5, FOUR, 0);
    fail("c", 5, FOUR, 0);

    assertThat(fail("c", 1, FOUR, 30 * SECOND)).isEqualTo(30);
  }

  @Test
  void oneMayBeEjectedHoweverFewThereAre() {
    assertThat(fail("a", 5, Set.of("a"), 0)).isEqualTo(30);

    var ofThree = new OutlierDetector(new OutlierPolicy(1, SECOND, SECOND, 0));
    assertThat(ofThree.failed("a", Set.of("a", "b", "c"), 0)).isPositive();
    assertThat(ofThree.failed("b", Set.of("a", "b", "c"), 0)).isZero();
  }

  @Test
  void endpointsThatAreGoneMakeNoRoomTight() {
    fail("a", 5, FOUR, 0);
    fail("b", 5, FOUR, 0);

    assertThat(fail("c", 5, Set.of("c", "d"), 0)).isEqualTo(30);
    assertThat(detector.isEjected("a", 0)).as("forgotten").isFalse();
  }

  @Test
  void anAttemptThatEndsAfterItsEndpointIsGoneLeavesNothingBehind() {
    fail("gone", 5, FOUR, 0);

    assertThat(detector.isEjected("gone", 0)).isFalse();
  }
}
