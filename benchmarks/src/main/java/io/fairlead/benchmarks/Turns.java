package io.fairlead.benchmarks;

import io.fairlead.benchmarks.load.ClosedLoop;
import io.fairlead.benchmarks.load.Measured;
import io.fairlead.benchmarks.load.Workload;
import io.fairlead.benchmarks.peer.Peer;
import io.fairlead.benchmarks.process.ServerFailure;
import io.fairlead.benchmarks.report.Figures;
import java.time.Duration;
import java.util.List;

/** Kinds of load that have their turns one after the other, round after round. */
final class Turns {
  private final ClosedLoop client;
  private final int connections;

  Turns(ClosedLoop client, int connections) {
    this.client = client;
    this.connections = connections;
  }

  /** One kind of load on one server, and what it has come to so far. */
  static final class Load {
    private final String name;
    private final Peer peer;
    private final Workload work;
    private final Measured seen = new Measured();
    private Duration cpu = Duration.ZERO;

    Load(String name, Peer peer, Workload work) {
      this.name = name;
      this.peer = peer;
      this.work = work;
    }

    Figures figures() {
      return Figures.of(name, seen, cpu, peer.process().rssMegabytes());
    }
  }

  /** Lets all of them work without counting. */
  void warmUp(List<Load> loads, Duration span) throws InterruptedException {
    for (Load load : loads) {
      client.run(load.peer.port(), connections, load.work, span);
    }
  }

  /** Every other round goes through the list backwards: what drifts strikes all alike. */
  void run(List<Load> loads, int rounds, Duration span) throws InterruptedException {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < loads.size(); i++) {
        turn(loads.get(round % 2 == 0 ? i : loads.size() - 1 - i), span);
      }
    }
  }

  private void turn(Load load, Duration span) throws InterruptedException {
    var before = load.peer.process().cpu();
    var seen = client.run(load.peer.port(), connections, load.work, span);
    load.cpu = load.cpu.plus(load.peer.process().cpu().minus(before));
    load.seen.add(seen);
    if (seen.requests() == 0) {
      throw new ServerFailure(load.name + " answered nothing; first error: " + seen.firstError());
    }
  }
}
