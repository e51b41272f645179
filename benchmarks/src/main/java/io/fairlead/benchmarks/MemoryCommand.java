package io.fairlead.benchmarks;

import io.fairlead.benchmarks.proxy.Backend.Body;
import io.fairlead.benchmarks.proxy.Goal;
import io.fairlead.benchmarks.proxy.HeldConnections;
import io.fairlead.benchmarks.proxy.HttpLoad;
import io.fairlead.benchmarks.proxy.ProxyPeer;
import io.fairlead.benchmarks.proxy.Rig;
import io.fairlead.benchmarks.report.Console;
import io.fairlead.benchmarks.report.Memory;
import io.fairlead.benchmarks.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Resident memory of proxies: idle, at work, with idle connections, with slow readers. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    defaultValueProvider = ProxyOptions.FiveRounds.class,
    description = "Resident memory of the sidecar, HAProxy and nginx under four kinds of load.")
final class MemoryCommand implements Callable<Integer> {
  private static final int CONNECTIONS = 64;

  @Mixin private ProxyOptions options;

  @Option(
      names = "--idle",
      defaultValue = "1000",
      description = "connections that had one request and stay (default: ${DEFAULT-VALUE})")
  private int idle;

  @Option(
      names = "--slow",
      defaultValue = "2000",
      description =
          "connections that read an answer of 1 MiB at 10 KiB a second (default: ${DEFAULT-VALUE})")
  private int slow;

  @Override
  public Integer call() throws IOException, InterruptedException {
    options.require("--idle", idle);
    options.require("--slow", slow);
    var plan = options.plan(Rig.Wire.HTTP1);
    var client = HttpLoad.closedLoop(plan.programs(), Body.SMALL, CONNECTIONS);
    try (var rig = Rig.start(plan, client)) {
      List<Memory> rows = new ArrayList<>();
      for (ProxyPeer peer : rig.peers()) {
        Console.tell("measuring " + peer.name());
        rows.add(measure(peer, client));
      }
      var report =
          new Report(
                  "memory",
                  "Resident memory in MB, one after the other: idle, %d busy connections, %,d idle"
                          .formatted(CONNECTIONS, idle)
                      + " ones, %,d slow readers of 1 MiB".formatted(slow))
              .memory(rows);
      var ours =
          rows.stream()
              .filter(row -> row.name().equals(Rig.OURS))
              .mapToDouble(Memory::busyMegabytes)
              .findFirst();
      Goal.RSS.judge(report, ours);
      report.publish(options.json());
      return report.errors() == 0 ? 0 : 1;
    }
  }

  private Memory measure(ProxyPeer peer, HttpLoad client) throws IOException, InterruptedException {
    long atRest = peer.process().rssMegabytes();
    long errors = client.run(peer.port(), options.warmUp().plus(options.span())).errors();
    long busy = peer.process().rssMegabytes();
    long withIdle;
    try (var held = HeldConnections.idle(peer.port(), idle)) {
      withIdle = peer.process().rssMegabytes();
      errors += count(held.broken(), "idle connections", peer);
    }
    long withSlow;
    try (var held = HeldConnections.slow(peer.port(), slow)) {
      held.read(options.span());
      withSlow = peer.process().rssMegabytes();
      errors += count(held.broken(), "slow readers", peer);
      // Whoever reads must not have to wait for those who do not.
      errors += count(client.isAnswered(peer.port()) ? 0 : 1, "requests besides", peer);
    }
    return new Memory(peer.name(), atRest, busy, withIdle, withSlow, errors);
  }

  private static long count(long broken, String what, ProxyPeer peer) {
    if (broken > 0) {
      Console.tell(
          "%s: %d %s were refused, closed or not answered".formatted(peer.name(), broken, what));
    }
    return broken;
  }
}
