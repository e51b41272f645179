package io.fairlead.proxy.outlier;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.Policies;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutlierDetectorTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final Set<String> FOUR = Set.of("a", "b", "c", "d");

  private final OutlierDetector detector =
      new OutlierDetector(new OutlierPolicy(5, 30 * SECOND, 300 * SECOND, 50), 0);

  /** So many failures in a row; the length of the ejection in seconds that follows, 0 for none. */
  private long fail(String instanceId, int times, Set<String> endpoints, long now) {
    long lasts = 0;
    for (int i = 0; i < times; i++) {
      var ejected = detector.failed(instanceId, Verdict.GATEWAY_FAILURE, () -> endpoints, now);
      lasts = ejected.isEmpty() ? 0 : ejected.get(0).lastsNanos();
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
      detector.succeeded("a", () -> FOUR, 0);
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

    var ofThree = new OutlierDetector(new OutlierPolicy(1, SECOND, SECOND, 0), 0);
    Set<String> three = Set.of("a", "b", "c");
    assertThat(ofThree.failed("a", Verdict.CONNECT_FAILURE, () -> three, 0)).hasSize(1);
    assertThat(ofThree.failed("b", Verdict.CONNECT_FAILURE, () -> three, 0)).isEmpty();
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

  private static OutlierPolicy saying(String outlierDetection) {
    return new OutlierPolicy(5, 30 * SECOND, 300 * SECOND, 50)
        .with(Policies.of("{'outlierDetection':" + outlierDetection + "}").outlierDetection());
  }

  @Test
  void anotherPolicyKeepsWhoIsEjected() {
    fail("a", 5, FOUR, 0);
    fail("b", 4, FOUR, 0);

    var stricter = detector.following(saying("{'consecutiveGatewayFailures':3}"), 0);
    assertThat(stricter.isEjected("a", 1)).isTrue();
    assertThat(stricter.anyEjected(1)).isTrue();
    assertThat(stricter.failed("b", Verdict.GATEWAY_FAILURE, () -> FOUR, 0)).hasSize(1);

    var none = stricter.following(saying("{'enabled':false}"), 0);
    assertThat(none.isEjected("a", 1)).isFalse();
    for (int i = 0; i < 10; i++) {
      assertThat(none.failed("a", Verdict.GATEWAY_FAILURE, () -> FOUR, 0)).isEmpty();
    }
  }

  @Test
  void ratesAreJudgedWhenTheirIntervalIsOver() {
    var rates =
        new OutlierDetector(
            saying(
                "{'consecutiveGatewayFailures':0,'intervalSeconds':10,'failurePercentage':"
                    + "{'threshold':50,'minimumEndpoints':2,'minimumRequests':10}}"),
            0);
    for (int i = 0; i < 20; i++) {
      rates.succeeded("a", () -> FOUR, 1);
      rates.succeeded("b", () -> FOUR, 1);
      rates.failed("b", Verdict.SERVER_ERROR, () -> FOUR, 1);
    }
    assertThat(rates.ejected(1)).isZero();

    var ejected = rates.succeeded("a", () -> FOUR, 10 * SECOND);

    assertThat(ejected).containsExactly(new OutlierDetector.Ejection("b", 30 * SECOND));
    assertThat(rates.succeeded("a", () -> FOUR, 20 * SECOND)).as("counted anew").isEmpty();
  }

  @Test
  void ratesEjectNoMoreThanThePolicyAllows() {
    var rates =
        new OutlierDetector(
            saying(
                "{'consecutiveGatewayFailures':0,'ejectionPercentMax':25,'failurePercentage':"
                    + "{'threshold':1,'minimumEndpoints':1,'minimumRequests':1}}"),
            0);
    FOUR.forEach(id -> rates.failed(id, Verdict.SERVER_ERROR, () -> FOUR, 1));

    assertThat(rates.succeeded("a", () -> FOUR, 10 * SECOND)).hasSize(1);
    assertThat(rates.ejected(10 * SECOND)).isEqualTo(1);
  }
}
