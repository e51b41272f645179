package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.fairlead.proxy.exchange.Timeouts;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowStartTest {
  private static final long LASTS = 100;

  /** The letter's endpoint; with a minus after it, unhealthy. */
  private static Route route(String... endpoints) {
    return Route.of(
        "srv-1",
        "backend.demo",
        AppProtocol.HTTP,
        Timeouts.DEFAULT,
        Arrays.stream(endpoints).map(SlowStartTest::endpoint).toList());
  }

  private static RouteEndpoint endpoint(String id) {
    return new RouteEndpoint(
        id.substring(0, 1), new Address("127.0.0.1", 9000), true, !id.endsWith("-"), 2);
  }

  private static double share(SlowStart slowStart, String id, long now) {
    return slowStart.of(Weights.EQUAL, LASTS, now).of(endpoint(id));
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0.1",
    "0, 0.1",
    "25, 0.325",
    "50, 0.55",
    "75, 0.775",
    "99, 0.991",
    "100, 1",
    "5000, 1"
  })
  void theShareGrowsInALine(long elapsed, double share) {
    assertThat(SlowStart.share(elapsed, LASTS)).isCloseTo(share, within(1e-9));
  }

  @Test
  void whoIsThereAtTheFirstLookHasGrown() {
    var slowStart = new SlowStart();

    slowStart.follow(route("a", "b-"), 1_000);

    assertThat(share(slowStart, "a", 1_000)).isEqualTo(1);
    assertThat(slowStart.of(Weights.OWN, LASTS, 1_000)).isSameAs(Weights.OWN);
  }

  @Test
  void whoComesLaterGrows() {
    var slowStart = new SlowStart();
    slowStart.follow(route("a"), 0);
    slowStart.follow(route("a", "b"), 1_000);
    slowStart.follow(route("a", "b", "c"), 1_050);

    assertThat(share(slowStart, "a", 1_050)).isEqualTo(1);
    assertThat(share(slowStart, "b", 1_050)).isCloseTo(0.55, within(1e-9));
    assertThat(share(slowStart, "c", 1_050)).isCloseTo(0.1, within(1e-9));
    assertThat(slowStart.of(Weights.OWN, LASTS, 1_050).of(endpoint("c")))
        .isCloseTo(0.2, within(1e-9));
    assertThat(slowStart.of(Weights.OWN, LASTS, 1_150)).isSameAs(Weights.OWN);
  }

  @Test
  void whoIsHealthyAgainGrowsAgain() {
    var slowStart = new SlowStart();
    slowStart.follow(route("a", "b"), 0);
    slowStart.follow(route("a", "b-"), 500);
    assertThat(share(slowStart, "b", 500)).isEqualTo(1);

    slowStart.follow(route("a", "b"), 1_000);

    assertThat(share(slowStart, "b", 1_000)).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void anotherDurationGoesOnFromTheSameBegin() {
    var slowStart = new SlowStart();
    slowStart.follow(route("a"), 0);
    slowStart.follow(route("a", "b"), 1_000);

    assertThat(slowStart.of(Weights.EQUAL, 2 * LASTS, 1_100).of(endpoint("b")))
        .isCloseTo(0.55, within(1e-9));
  }

  @Test
  void whoLeftAndCameBackGrowsAgain() {
    var slowStart = new SlowStart();
    slowStart.follow(route("a", "b"), 0);
    slowStart.follow(route("a"), 500);
    slowStart.follow(route("a", "b"), 1_000);

    assertThat(share(slowStart, "b", 1_000)).isCloseTo(0.1, within(1e-9));
  }
}
