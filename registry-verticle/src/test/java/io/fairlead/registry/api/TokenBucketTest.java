package io.fairlead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long START = Long.MAX_VALUE - 5;

  @Test
  void burstIsAdmittedThenTheRate() {
    var bucket = new TokenBucket(10, 3, START);
    assertThat(admitted(bucket, 5, START)).isEqualTo(3);
    assertThat(admitted(bucket, 5, START + TimeUnit.MILLISECONDS.toNanos(99))).isZero();
    assertThat(admitted(bucket, 5, START + TimeUnit.MILLISECONDS.toNanos(201))).isEqualTo(2);
  }

  @Test
  void silenceEarnsNoMoreThanTheBurst() {
    var bucket = new TokenBucket(10, 3, START);
    assertThat(admitted(bucket, 9, START + TimeUnit.HOURS.toNanos(1))).isEqualTo(3);
  }

  @Test
  void zeroIsWithoutLimit() {
    assertThat(admitted(new TokenBucket(0, 1, START), 1000, START)).isEqualTo(1000);
  }

  private static int admitted(TokenBucket bucket, int tries, long nowNanos) {
    int admitted = 0;
    for (int i = 0; i < tries; i++) {
      admitted += bucket.tryTake(nowNanos) ? 1 : 0;
    }
    return admitted;
  }
}
