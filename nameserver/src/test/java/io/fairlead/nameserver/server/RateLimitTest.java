package io.fairlead.nameserver.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.nameserver.server.RateLimit.Verdict;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final long SECOND = 1_000_000_000;

  /** Clocks begin anywhere. */
  private static final long START = Long.MAX_VALUE - 10 * SECOND;

  private final RateLimit limit = new RateLimit(new RateLimitSettings(100, 2, 24, 56), 4711);

  @Test
  void aSecondsWorthIsSentAtOnceAndHalfOfTheRestIsCut() throws Exception {
    assertThat(judge("192.0.2.1", 300, START))
        .containsEntry(Verdict.SEND, 100)
        .containsEntry(Verdict.SLIP, 100)
        .containsEntry(Verdict.DROP, 100);
  }

  @Test
  void whatIsAllowedComesBackWithTime() throws Exception {
    judge("192.0.2.1", 300, START);

    assertThat(judge("192.0.2.1", 300, START + SECOND / 2)).containsEntry(Verdict.SEND, 50);
    assertThat(judge("192.0.2.1", 300, START + 5 * SECOND)).containsEntry(Verdict.SEND, 100);
    // The clock has gone over its end meanwhile.
    assertThat(judge("192.0.2.1", 300, later(20))).containsEntry(Verdict.SEND, 100);
  }

  @Test
  void aNetworkSharesItsAllowanceAndOthersHaveTheirOwn() throws Exception {
    judge("192.0.2.1", 300, START);

    assertThat(judge("192.0.2.254", 10, START)).doesNotContainKey(Verdict.SEND);
    assertThat(judge("192.0.3.1", 10, START)).containsEntry(Verdict.SEND, 10);
    judge("2001:db8:0:1200::1", 300, START);
    assertThat(judge("2001:db8:0:12ff::1", 10, START)).doesNotContainKey(Verdict.SEND);
    assertThat(judge("2001:db8:0:1300::1", 10, START)).containsEntry(Verdict.SEND, 10);
  }

  @Test
  void withoutSlipNothingIsCut() throws Exception {
    var strict = new RateLimit(new RateLimitSettings(1, 0, 24, 56), 4711);
    var address = InetAddress.getByName("192.0.2.1");

    assertThat(strict.judge(address, START)).isEqualTo(Verdict.SEND);
    assertThat(strict.judge(address, START)).isEqualTo(Verdict.DROP);
    assertThat(strict.judge(address, START)).isEqualTo(Verdict.DROP);
  }

  private static long later(int seconds) {
    long now = START;
    return now + seconds * SECOND;
  }

  private Map<Verdict, Integer> judge(String address, int times, long nanos)
      throws UnknownHostException {
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    for (int i = 0; i < times; i++) {
      verdicts.merge(limit.judge(InetAddress.getByName(address), nanos), 1, Integer::sum);
    }
    return verdicts;
  }
}
