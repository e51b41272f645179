package io.fairlead.proxy.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.catalog.policy.LimitScope;
import io.fairlead.catalog.policy.RateLimit;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.PlayedRequest;
import io.fairlead.proxy.exchange.ProxyFailure;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {
  private static final long SECOND = 1_000_000_000;

  private static int taken(TokenBucket bucket, int tries, long now) {
    return taken(bucket, tries, now, 1);
  }

  private static int taken(TokenBucket bucket, int tries, long now, int buckets) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += bucket.take(now, buckets) == 0 ? 1 : 0;
    }
    return taken;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 5, Long.MAX_VALUE - SECOND, Long.MAX_VALUE, Long.MIN_VALUE})
  void aBurstPassesAndThenTheRateAlsoWhereTimeOverflows(long start) {
    var bucket = new TokenBucket(10, 5, start);

    assertThat(taken(bucket, 100, start)).isEqualTo(5);
    assertThat(bucket.take(start)).isEqualTo(SECOND / 10);
    assertThat(bucket.take(start + SECOND / 20)).isEqualTo(SECOND / 20);
    assertThat(taken(bucket, 100, start + SECOND / 10)).isEqualTo(1);
    assertThat(taken(bucket, 100, start + SECOND)).as("full again, and no fuller").isEqualTo(5);
    assertThat(taken(bucket, 100, start + 100 * SECOND)).isEqualTo(5);
  }

  @Test
  void itIsFullForARequestThatBeganBeforeIt() {
    var bucket = new TokenBucket(1, 1, 1000);

    assertThat(bucket.take(0)).isZero();
    assertThat(bucket.take(0)).isEqualTo(SECOND);
  }

  @Test
  void theRateHoldsOverTime() {
    var bucket = new TokenBucket(300, 10, 0);
    int taken = 0;
    for (long now = 0; now < 10 * SECOND; now += 1_000_000) {
      taken += taken(bucket, 3, now);
    }
    assertThat(taken).isBetween(2900, 3010);
  }

  @Test
  void theLargestNumbersDoNotOverflow() {
    var bucket = new TokenBucket(1, RateLimiter.RATE_MAX, 0);

    assertThat(taken(bucket, RateLimiter.RATE_MAX + 10, 0)).isEqualTo(RateLimiter.RATE_MAX);
    assertThat(bucket.take(0)).isEqualTo(SECOND);
  }

  @Test
  void equalBucketsShareTheRateAndTheBurst() {
    var bucket = new TokenBucket(100, 50, 0);

    assertThat(taken(bucket, 100, 0, 5)).isEqualTo(10);
    assertThat(bucket.take(0, 5)).isEqualTo(SECOND / 20);
    assertThat(taken(bucket, 100, SECOND / 10, 5)).isEqualTo(2);
  }

  @Test
  void aBucketStaysAsFullInProportionWhenTheirNumberChanges() {
    var bucket = new TokenBucket(100, 100, 0);
    assertThat(taken(bucket, 10, 0, 5)).as("half of its 20").isEqualTo(10);

    assertThat(taken(bucket, 1000, 0, 1)).as("half of its 100 now").isEqualTo(50);
    assertThat(taken(bucket, 1000, SECOND / 2, 2)).as("half of its 50").isEqualTo(25);
  }

  @Test
  void manyBucketsOfASmallBurstHoldOneEach() {
    var bucket = new TokenBucket(1, 1, 0);

    assertThat(taken(bucket, 5, 0, 4)).isEqualTo(1);
    assertThat(bucket.take(3 * SECOND, 4)).isEqualTo(SECOND);
    assertThat(bucket.take(4 * SECOND, 4)).isZero();
  }

  @Test
  void onlyInstancesShareALimitOfTheCluster() {
    var limit = new RateLimit(14, 14, null, LimitScope.CLUSTER);

    assertThat(passed(limit, Direction.INGRESS)).isEqualTo(2);
    assertThat(passed(limit, Direction.EGRESS)).isEqualTo(14);
    assertThat(passed(new RateLimit(14, 14, null, null), Direction.INGRESS)).isEqualTo(14);
  }

  private static int passed(RateLimit limit, Direction direction) {
    var limiter = new RateLimiter(limit, 10, () -> {}, () -> 7, 0);
    int passed = 0;
    for (int i = 0; i < 100; i++) {
      var exchange = new Exchange(direction, new PlayedRequest("GET", "backend"), 0);
      passed += limiter.refusal(exchange, "it") == null ? 1 : 0;
    }
    return passed;
  }

  private static ProxyFailure ask(RateLimiter limiter, String caller, long now) {
    var request = new PlayedRequest("GET", "backend");
    request.clientAddress = caller;
    return limiter.refusal(new Exchange(Direction.EGRESS, request, now), "it");
  }

  @Test
  void aRefusalSaysWhenToComeAgain() {
    var limiter = new RateLimiter(new RateLimit(1, 2, null, null), 10, () -> {}, () -> 7, 0);

    assertThat(ask(limiter, "a", 0)).isNull();
    assertThat(ask(limiter, "b", 0)).isNull();
    var refused = (ProxyFailure.RateLimited) ask(limiter, "c", 0);
    assertThat(refused.retryAfterSeconds()).isEqualTo(1);
    assertThat(refused).hasMessage("it takes 1 requests a second (expected: fewer)");
    assertThat(ask(limiter, "a", SECOND)).isNull();
  }

  @Test
  void eachCallerHasItsOwnAndTheLongestSilentIsForgotten() {
    var forgotten = new AtomicInteger();
    var limiter =
        new RateLimiter(new RateLimit(1, 1, true, null), 2, forgotten::incrementAndGet, () -> 7, 0);

    assertThat(ask(limiter, "a", 0)).isNull();
    assertThat(ask(limiter, "a", 0)).isNotNull();
    assertThat(ask(limiter, "b", 0)).isNull();
    assertThat(ask(limiter, "a", 0)).as("known, and lately seen").isNotNull();
    assertThat(forgotten).hasValue(0);
    assertThat(ask(limiter, "c", 0)).as("in place of b").isNull();
    assertThat(forgotten).hasValue(1);
    assertThat(ask(limiter, "a", 0)).isNotNull();
    assertThat(ask(limiter, "b", 0)).isNull();
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThatThrownBy(
            () -> new RateLimiter(new RateLimit(0, 1, null, null), 1, () -> {}, () -> 7, 0))
        .hasMessageContaining("requestsPerSecond is 0 (expected: 1 to 1000000)");
    assertThatThrownBy(
            () -> new RateLimiter(new RateLimit(1, 0, null, null), 1, () -> {}, () -> 7, 0))
        .hasMessageContaining("rateLimit.burst");
    assertThatThrownBy(
            () -> new RateLimiter(new RateLimit(null, 1, null, null), 1, () -> {}, () -> 7, 0))
        .hasMessageContaining("requestsPerSecond");
  }
}
