package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanicTest {
  @ParameterizedTest
  @CsvSource({
    // well, all, percent, panic
    "0, 1, 0, true",
    "1, 100, 0, false",
    "0, 4, 50, true",
    "1, 4, 50, true",
    "2, 4, 50, false",
    "4, 4, 50, false",
    "3, 4, 100, true",
    "4, 4, 100, false",
    "1, 3, 33, false",
    "1, 3, 34, true",
  })
  void fewerThanThePercentagePanic(int well, int all, int percent, boolean panic) {
    assertThat(Panic.isNow(well, all, percent)).isEqualTo(panic);
  }
}
