package io.fairlead.benchmarks.proxy;

import io.fairlead.benchmarks.process.ServerFailure;
import io.fairlead.benchmarks.report.Console;
import io.fairlead.benchmarks.report.Figures;
import io.fairlead.benchmarks.report.Medians;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Proxies that have their turns one after the other, round after round. */
public final class ProxyRounds {
  private static final Duration CALL = Duration.ofSeconds(1);
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Client client;
  private final List<Contender> contenders;

  /** The first of the peers is the one that all are compared with. */
  public ProxyRounds(Client client, List<ProxyPeer> peers) {
    this.client = client;
    this.contenders = peers.stream().map(p -> new Contender(p, new ArrayList<>())).toList();
  }

  /**
   * What one turn of one proxy has come to.
   *
   * @param cpu what the kernel counts for the proxy's process from before the turn until after it
   */
  public record Turn(LoadReport seen, Duration cpu) {
    /** CPU time of a request, in microseconds. */
    public double cpuMicros() {
      return cpu.toNanos() / NANOS_PER_MICRO / seen.requests();
    }

    /** Requests a second. */
    public double perSecond() {
      return seen.perSecond();
    }

    /** See {@link LoadReport}. */
    public double p50Micros() {
      return seen.p50Micros();
    }

    /** See {@link LoadReport}. */
    public double p99Micros() {
      return seen.p99Micros();
    }

    /** Share of one core's time, 1 for all of it. */
    public double busy() {
      return cpu.toNanos() / NANOS_PER_SECOND / seen.seconds();
    }
  }

  private record Contender(ProxyPeer peer, List<Turn> turns) {}

  /** Lets each of them work without counting; the whole span for those that get faster by it. */
  public void warmUp(Duration span) throws IOException, InterruptedException {
    for (var contender : contenders) {
      boolean all = contender.peer.compilesInUse() || span.compareTo(CALL) < 0;
      if (!span.isZero()) {
        client.run(contender.peer.port(), all ? span : CALL);
      }
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

  private void turn(Contender contender, Duration span) throws IOException, InterruptedException {
    var peer = contender.peer;
    var before = peer.process().cpu();
    var seen = client.run(peer.port(), span);
    contender.turns.add(new Turn(seen, peer.process().cpu().minus(before)));
    if (seen.requests() == 0) {
      throw new ServerFailure(
          "%s answered nothing as it has to; the first error: %s"
              .formatted(peer.name(), seen.firstError()));
    }
    if (seen.errors() > 0) {
      Console.tell(
          "%s: %d errors, the first: %s".formatted(peer.name(), seen.errors(), seen.firstError()));
    }
  }

  /**
   * In the order of the peers.
   *
   * @param suffix comes behind the names
   */
  public List<Figures> figures(String suffix) {
    var first = contenders.get(0).turns;
    return contenders.stream()
        .map(c -> figures(c.peer.name() + suffix, c.turns, first, c.peer.process().rssMegabytes()))
        .toList();
  }

  /** Medians over the rounds, errors of all of them together. */
  static Figures figures(String name, List<Turn> turns, List<Turn> first, long rssMegabytes) {
    return new Figures(
        name,
        turns.stream().mapToLong(turn -> turn.seen.requests()).sum(),
        turns.stream().mapToLong(turn -> turn.seen.errors()).sum(),
        Medians.of(each(turns, Turn::perSecond)),
        Medians.of(each(turns, Turn::cpuMicros)),
        Medians.ofRatios(each(turns, Turn::cpuMicros), each(first, Turn::cpuMicros)),
        Math.round(Medians.of(each(turns, Turn::p50Micros))),
        Math.round(Medians.of(each(turns, Turn::p99Micros))),
        turns.get(0).seen.bytesEach(),
        rssMegabytes);
  }

  /**
   * The median of the ratios that ours had to another in each round; none when one was left out.
   */
  public OptionalDouble ratio(String ours, String other, ToDoubleFunction<Turn> value) {
    var numerators = turns(ours);
    var denominators = turns(other);
    return numerators.isEmpty() || denominators.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Medians.ofRatios(each(numerators, value), each(denominators, value)));
  }

  /** The median of what a proxy had in each round; NaN when it was left out. */
  public double median(String name, ToDoubleFunction<Turn> value) {
    return Medians.of(each(turns(name), value));
  }

  /** Of the peers, in their order. */
  List<String> names() {
    return contenders.stream().map(c -> c.peer.name()).toList();
  }

  private List<Turn> turns(String name) {
    return contenders.stream()
        .filter(c -> c.peer.name().equals(name))
        .flatMap(c -> c.turns.stream())
        .toList();
  }

  private static List<Double> each(List<Turn> turns, ToDoubleFunction<Turn> value) {
    return turns.stream().mapToDouble(value).boxed().toList();
  }
}
