package io.fairlead.benchmarks.dns;

import io.fairlead.benchmarks.report.Figures;
import io.fairlead.benchmarks.report.Medians;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/** DNS servers that have their turns one after the other, round after round. */
public final class Rounds {
  private static final double NANOS_PER_MICRO = 1e3;

  private final Dnsperf client;
  private final List<Contender> contenders;

  /** The first of the peers is the one that all are compared with. */
  public Rounds(Dnsperf client, List<DnsPeer> peers) {
    this.client = client;
    this.contenders = peers.stream().map(Contender::new).toList();
  }

  /** What one turn of one server has come to. */
  record Turn(DnsperfReport seen, Duration cpu) {
    double cpuMicros() {
      return cpu.toNanos() / NANOS_PER_MICRO / seen.completed();
    }
  }

  private static final class Contender {
    private final DnsPeer peer;
    private final List<Turn> turns = new ArrayList<>();
    private final Histogram micros = new Histogram(3);

    Contender(DnsPeer peer) {
      this.peer = peer;
    }
  }

  /** Lets each of them work without counting: a JVM compiles what it runs often. */
  public void warmUp(Duration span) throws IOException, InterruptedException {
    if (span.isZero()) {
      return;
    }
    for (var contender : contenders) {
      client.saturate(contender.peer.port(), span);
    }
  }

  /** Every other round goes through the list backwards: what drifts strikes all alike. */
  public void run(int rounds, Duration span) throws IOException, InterruptedException {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        turn(contenders.get(round % 2 == 0 ? i : contenders.size() - 1 - i), span);
      }
    }
  }

  /** Measures latencies, which {@link #run} does not. */
  public void calm(Duration span) throws IOException, InterruptedException {
    for (var contender : contenders) {
      contender.micros.add(client.latencies(contender.peer.port(), span));
    }
  }

  /** In the order of the peers. */
  public List<Figures> figures() {
    var first = contenders.get(0).turns;
    return contenders.stream()
        .map(c -> figures(c.peer.name(), c.turns, first, c.micros, c.peer.process().rssMegabytes()))
        .toList();
  }

  /** Medians over the rounds; errors are queries that were lost or answered with an error. */
  static Figures figures(
      String name, List<Turn> turns, List<Turn> first, Histogram micros, long rssMegabytes) {
    return new Figures(
        name,
        sum(turns, turn -> turn.seen.completed()),
        sum(turns, turn -> turn.seen.lost() + turn.seen.wrong()),
        Medians.of(each(turns, turn -> turn.seen.perSecond())),
        Medians.of(each(turns, Turn::cpuMicros)),
        Medians.ofRatios(each(turns, Turn::cpuMicros), each(first, Turn::cpuMicros)),
        micros.getValueAtPercentile(50),
        micros.getValueAtPercentile(99),
        turns.get(0).seen.responseBytes(),
        rssMegabytes);
  }

  private void turn(Contender contender, Duration span) throws IOException, InterruptedException {
    var before = contender.peer.process().cpu();
    var seen = client.saturate(contender.peer.port(), span);
    contender.turns.add(new Turn(seen, contender.peer.process().cpu().minus(before)));
  }

  private static long sum(List<Turn> turns, ToLongFunction<Turn> value) {
    return turns.stream().mapToLong(value).sum();
  }

  private static List<Double> each(List<Turn> turns, ToDoubleFunction<Turn> value) {
    return turns.stream().mapToDouble(value).boxed().toList();
  }
}
