package io.fairlead.proxy.retry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallersRetriesTest {
  private final CallersRetries callers = new CallersRetries();
  private final RetryBudget budget = new RetryBudget(20, 0, callers);

  private int withdrawn() {
    int taken = 0;
    while (budget.tryWithdraw(0)) {
      taken++;
    }
    return taken;
  }

  private void deposits(int firsts, int repeated) {
    for (int i = 0; i < firsts + repeated; i++) {
      budget.deposit(i >= firsts, 0);
    }
  }

  private void arrived(int firsts, int repeated) {
    for (int i = 0; i < firsts + repeated; i++) {
      callers.arrived(i >= firsts, 0);
    }
  }

  @Test
  void requestsThatAreRetriesUseTheBudgetUp() {
    deposits(100, 12);

    assertThat(withdrawn()).isEqualTo(20 - 12);
  }

  @Test
  void aTierWhoseCallersSpentTheBudgetHasNone() {
    arrived(100, 20);
    deposits(120, 0);

    assertThat(withdrawn()).isZero();
  }

  @Test
  void ofTheCallersRetriesTheShareThatGoesToTheServiceCounts() {
    arrived(90, 10);
    deposits(50, 0);

    assertThat(withdrawn()).as("a fifth of 45 less 5").isEqualTo(4);
  }

  @Test
  void whatSaysItselfThatItIsARetryIsNotCountedTwice() {
    arrived(90, 10);
    deposits(90, 10);

    assertThat(withdrawn()).isEqualTo(18 - 10);
  }

  @Test
  void withoutCallersNothingIsTakenAway() {
    deposits(100, 0);

    assertThat(withdrawn()).isEqualTo(20);
  }

  @Test
  void asManyRequestsArePassedOnAsRepeatedOnes() {
    assertThat(callers.isNextRepeated(0)).isFalse();
    arrived(75, 25);
    int told = 0;
    for (int i = 0; i < 1000; i++) {
      told += callers.isNextRepeated(0) ? 1 : 0;
    }

    assertThat(told).isEqualTo(250);
    assertThat(callers.isNextRepeated(10_000_000_000L)).as("ten seconds later").isFalse();
  }

  @Test
  void theCountOfTurnsMayOverflow() {
    arrived(1, 1);
    int told = 0;
    for (int i = 0; i < 3_000_000; i++) {
      told += callers.isNextRepeated(0) ? 1 : 0;
    }

    assertThat(told).isEqualTo(1_500_000);
  }

  @Test
  void otherNumbersGoOnWithTheSameCount() {
    deposits(100, 0);
    assertThat(withdrawn()).isEqualTo(20);

    assertThat(budget.with(20, 0).tryWithdraw(0)).isFalse();
    assertThat(budget.with(30, 0).tryWithdraw(0)).isTrue();
  }
}
