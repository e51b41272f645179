package io.fairlead.proxy.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.policy.CircuitBreaking;
import org.junit.jupiter.api.Test;

class CircuitTest {
  private static Circuit of(Integer requestsMax, Integer retriesMax) {
    return Circuit.of(new CircuitBreaking(null, null, requestsMax, retriesMax, null), null);
  }

  @Test
  void asManyRequestsAsAllowedAreUnderWay() {
    var circuit = of(2, null);

    assertThat(circuit.enterRequest()).isTrue();
    assertThat(circuit.enterRequest()).isTrue();
    assertThat(circuit.enterRequest()).isFalse();
    circuit.leaveRequest(1, true);
    assertThat(circuit.enterRequest()).isTrue();
    assertThat(circuit.enterRequest()).isFalse();
  }

  @Test
  void retriesAreCountedApart() {
    var circuit = of(1, 1);
    circuit.enterRequest();

    assertThat(circuit.enterRetry()).isTrue();
    assertThat(circuit.enterRetry()).isFalse();
    circuit.leaveRetry();
    assertThat(circuit.enterRetry()).isTrue();
    assertThat(of(1, 0).enterRetry()).isFalse();
  }

  @Test
  void whatIsNotSaidIsNotLimited() {
    var circuit = of(null, null);
    for (int i = 0; i < 100_000; i++) {
      assertThat(circuit.enterRequest() && circuit.enterRetry()).isTrue();
    }
  }

  @Test
  void otherLimitsCountWhatIsUnderWayAlready() {
    var circuit = of(2, 0);
    circuit.enterRequest();
    circuit.enterRequest();

    var wider = Circuit.of(new CircuitBreaking(null, null, 3, null, null), circuit);
    assertThat(wider.enterRequest()).isTrue();
    assertThat(wider.enterRequest()).isFalse();
    circuit.leaveRequest(1, true);
    assertThat(wider.enterRequest()).isTrue();
  }

  @Test
  void anAdaptiveLimitHoldsBesides() {
    var circuit = Circuit.of(new CircuitBreaking(null, null, null, null, true), null);
    int entered = 0;
    while (circuit.enterRequest()) {
      entered++;
    }

    assertThat(entered).isEqualTo(20);
    for (int i = 0; i < 10; i++) {
      circuit.leaveRequest(1, false);
    }
    assertThat(circuit.requestsMax()).isEqualTo(6);
  }
}
