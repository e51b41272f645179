package io.fairlead.proxy.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private final CallersRetries callers = new CallersRetries();

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private static int withdrawAll(RetryBudget budget, long now) {
    int taken = 0;
    while (taken < 10_000 && budget.tryWithdraw(now)) {
      taken++;
    }
    return taken;
  }

  @Test
  void rareRequestsMayBeRetriedTenTimesASecondOverTheWindow() {
    assertThat(withdrawAll(new RetryBudget(20, 10, callers), 0)).isEqualTo(100);
  }

  @Test
  void aFifthOfTheRequestsMayBeRetriedBesides() {
    var budget = new RetryBudget(20, 10, callers);
    for (int i = 0; i < 1000; i++) {
      budget.deposit(false, i * SECOND / 1000);
    }

    assertThat(withdrawAll(budget, SECOND)).isEqualTo(300);
  }

  @Test
  void requestsCountForTenSeconds() {
    var budget = new RetryBudget(20, 0, callers);
    for (int i = 0; i < 100; i++) {
      budget.deposit(false, 0);
    }

    assertThat(budget.tryWithdraw(9 * SECOND)).isTrue();
    assertThat(budget.tryWithdraw(10 * SECOND)).isFalse();
  }

  @Test
  void retriesAreForgivenAfterTenSeconds() {
    var budget = new RetryBudget(0, 1, callers);
    assertThat(withdrawAll(budget, 0)).isEqualTo(10);
    assertThat(withdrawAll(budget, 9 * SECOND)).isZero();

    assertThat(withdrawAll(budget, 10 * SECOND)).isEqualTo(10);
  }

  @Test
  void aLongSilenceClearsTheWindow() {
    var budget = new RetryBudget(20, 0, callers);
    for (int i = 0; i < 100; i++) {
      budget.deposit(false, i * SECOND / 10);
    }

    assertThat(withdrawAll(budget, 1_000_000 * SECOND)).isZero();
  }

  @Test
  void anEmptyBudgetAllowsNothing() {
    var budget = new RetryBudget(0, 0, callers);
    budget.deposit(false, 0);

    assertThat(budget.tryWithdraw(0)).isFalse();
  }
}
