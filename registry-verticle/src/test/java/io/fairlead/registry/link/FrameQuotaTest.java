package io.fairlead.registry.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FrameQuotaTest {
  private static final long START = -5;

  private final FrameQuota quota = new FrameQuota(100, START);

  private static long at(long millis) {
    return START + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private void take(int frames, long millis) {
    for (int i = 0; i < frames; i++) {
      quota.take(at(millis));
    }
  }

  @Test
  void aSecondsWorthMayComeAtOnce() {
    take(100, 0);
    assertThat(quota.waitMillis(at(0))).isZero();
    take(1, 0);
    assertThat(quota.waitMillis(at(0))).isEqualTo(10);
  }

  @Test
  void whatWasTakenOnCreditIsWaitedOff() {
    take(150, 0);
    assertThat(quota.waitMillis(at(0))).isEqualTo(500);
    assertThat(quota.waitMillis(at(400))).isEqualTo(100);
    assertThat(quota.waitMillis(at(500))).isZero();
  }

  @Test
  void aSteadyPaceIsNeverSlowed() {
    for (int second = 0; second < 600; second++) {
      take(100, second * 1000L);
      assertThat(quota.waitMillis(at(second * 1000L))).isZero();
    }
  }

  @Test
  void silenceSavesUpNoMoreThanASecondsWorth() {
    take(101, 3_600_000);
    assertThat(quota.waitMillis(at(3_600_000))).isEqualTo(10);
  }
}
