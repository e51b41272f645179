package io.fairlead.benchmarks;

import io.fairlead.benchmarks.proxy.Backend.Body;
import io.fairlead.benchmarks.proxy.Comparison;
import io.fairlead.benchmarks.proxy.Goal;
import io.fairlead.benchmarks.proxy.HttpLoad;
import io.fairlead.benchmarks.proxy.ProxyPeer;
import io.fairlead.benchmarks.proxy.ProxyRounds;
import io.fairlead.benchmarks.proxy.Rig;
import io.fairlead.benchmarks.report.Report;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a proxy adds to the time of a request: at a steady rate, and with one request at a time. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    defaultValueProvider = ProxyOptions.FiveRounds.class,
    description = "Latency through the sidecar, HAProxy and nginx, and without a proxy.")
final class LatencyCommand implements Callable<Integer> {
  private static final int WARM_UP_CONNECTIONS = 64;
  private static final String ALONE = ", 1 connection";

  @Mixin private ProxyOptions options;

  @Option(
      names = "--connections",
      defaultValue = "32",
      description =
          "connections that the requests of the open loop share (default: ${DEFAULT-VALUE})")
  private int connections;

  @Option(
      names = "--rate",
      defaultValue = "4000",
      description =
          "requests a second that are due whatever becomes of those before (default:"
              + " ${DEFAULT-VALUE})")
  private int rate;

  @Override
  public Integer call() throws IOException, InterruptedException {
    options.require("--connections", connections);
    options.require("--rate", rate);
    var plan = options.plan(Rig.Wire.HTTP1);
    var programs = plan.programs();
    var paced = HttpLoad.openLoop(programs, Body.SMALL, connections, rate);
    var alone = HttpLoad.closedLoop(programs, Body.SMALL, 1);
    try (var rig = Rig.start(plan, alone)) {
      options.tellRounds();
      var full = HttpLoad.closedLoop(programs, Body.SMALL, WARM_UP_CONNECTIONS);
      // Idle event loops go other ways than busy ones: those are to be compiled, too.
      new ProxyRounds(full, rig.peersAndDirect()).warmUp(options.warmUp());
      var ofPaced = new ProxyRounds(paced, rig.peersAndDirect());
      ofPaced.warmUp(options.warmUp().dividedBy(2));
      ofPaced.run(options.rounds(), options.span());
      var ofAlone = new ProxyRounds(alone, rig.peersAndDirect());
      ofAlone.run(options.rounds(), options.span());
      var report = report(rig, ofPaced, ofAlone);
      report.publish(options.json());
      return report.errors() == 0 ? 0 : 1;
    }
  }

  private Report report(Rig rig, ProxyRounds paced, ProxyRounds alone) {
    var report =
        new Report(
                "latency",
                "HTTP/1.1 at %,d requests/s over %d connections, then one request at a time"
                    .formatted(rate, connections))
            .table(paced.figures(""))
            .table(alone.figures(ALONE));
    double direct = alone.median(Rig.DIRECT, ProxyRounds.Turn::p50Micros);
    for (ProxyPeer peer : rig.peers()) {
      double through = alone.median(peer.name(), ProxyRounds.Turn::p50Micros);
      report.line(
          "p50 that %s adds to one request at a time".formatted(peer.name()),
          Math.round(through - direct) + " us");
    }
    var comparison = new Comparison(paced);
    if (!comparison.rows("").isEmpty()) {
      report.ratios(comparison.rows("")).ratios(new Comparison(alone).rows(ALONE));
    }
    Goal.P99_HAPROXY.judge(report, comparison.p99("haproxy"));
    return report;
  }
}
