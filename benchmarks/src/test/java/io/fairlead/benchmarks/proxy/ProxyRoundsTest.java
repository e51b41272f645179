package io.fairlead.benchmarks.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.benchmarks.process.ServerFailure;
import io.fairlead.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyRoundsTest {
  private static final Duration SPAN = Duration.ofSeconds(2);

  /** A thousand requests a turn, so that milliseconds of CPU are microseconds per request. */
  private static ProxyRounds.Turn turn(long cpuMillis, long p99Micros, long errors) {
    return new ProxyRounds.Turn(seen(1000, p99Micros, errors), Duration.ofMillis(cpuMillis));
  }

  private static LoadReport seen(long requests, long p99Micros, long errors) {
    return new LoadReport(requests, errors, 2, 345, p99Micros / 2, p99Micros, "");
  }

  @Test
  void aDisturbedRoundMovesNeitherFiguresNorRatio() {
    var first = List.of(turn(4, 100, 0), turn(40, 100, 0), turn(5, 100, 0));
    var second = List.of(turn(6, 200, 0), turn(60, 9000, 0), turn(6, 300, 0));

    var figures = ProxyRounds.figures("second", second, first, 86);

    assertThat(figures.cpuMicros()).isEqualTo(6, within(1e-9));
    // 1.5, 1.5 and 1.2: of each round with itself, not of the medians.
    assertThat(figures.ratioToFirst()).isEqualTo(1.5, within(1e-9));
    assertThat(figures.p99Micros()).isEqualTo(300);
    assertThat(figures.perSecond()).isEqualTo(500, within(1e-9));
  }

  @Test
  void errorsOfAllRoundsAreAddedUp() {
    var turns = List.of(turn(4, 100, 2), turn(4, 100, 3));
    assertThat(ProxyRounds.figures("only", turns, turns, 86).errors()).isEqualTo(5);
  }

  @Test
  void theShareOfACoreIsItsTimeBySpan() {
    assertThat(turn(1500, 100, 0).busy()).isEqualTo(0.75, within(1e-9));
  }

  @Test
  void everyOtherRoundIsTurnedAndOnlyWhatCompilesIsWarmedUpForLong(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (var process = ServerProcess.start("idle", List.of("sleep", "600"), folder)) {
      var client = new PlayedClient(1000);
      var rounds =
          new ProxyRounds(
              client,
              List.of(
                  new Peer("fairlead", 1, process, true),
                  new Peer("haproxy", 2, process, false),
                  new Peer("nginx", 3, process, false)));

      rounds.warmUp(Duration.ofSeconds(10));
      rounds.run(2, SPAN);

      assertThat(client.calls)
          .containsExactly(
              "1 PT10S", "2 PT1S", "3 PT1S", "1 PT2S", "2 PT2S", "3 PT2S", "3 PT2S", "2 PT2S",
              "1 PT2S");
      assertThat(rounds.ratio("fairlead", "squid", ProxyRounds.Turn::p99Micros)).isEmpty();
      assertThat(rounds.ratio("fairlead", "nginx", ProxyRounds.Turn::p99Micros)).hasValue(1);
    }
  }

  @Test
  void aProxyThatAnswersNothingIsAFailure(@TempDir Path folder) throws IOException {
    try (var process = ServerProcess.start("idle", List.of("sleep", "600"), folder)) {
      var rounds =
          new ProxyRounds(new PlayedClient(0), List.of(new Peer("nginx", 3, process, false)));
      assertThatThrownBy(() -> rounds.run(1, SPAN))
          .isInstanceOf(ServerFailure.class)
          .hasMessageContaining("nginx answered nothing");
    }
  }

  private record Peer(String name, int port, ServerProcess process, boolean compilesInUse)
      implements ProxyPeer {
    @Override
    public void close() {
      // The process is the test's.
    }
  }

  private static final class PlayedClient implements Client {
    private final List<String> calls = new ArrayList<>();
    private final long requests;

    PlayedClient(long requests) {
      this.requests = requests;
    }

    @Override
    public LoadReport run(int port, Duration span) {
      calls.add(port + " " + span);
      return seen(requests, 100, 0);
    }

    @Override
    public String request() {
      return "anything";
    }

    @Override
    public boolean isAnswered(int port) {
      return true;
    }
  }
}
