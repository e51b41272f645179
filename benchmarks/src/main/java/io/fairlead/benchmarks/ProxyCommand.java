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
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The sidecar beside HAProxy and nginx over HTTP/1.1: small answers, then bodies of 16 KiB. */
@Command(
    name = "proxy",
    mixinStandardHelpOptions = true,
    defaultValueProvider = ProxyOptions.FiveRounds.class,
    description = "CPU time of a request through the sidecar, HAProxy and nginx, on one core.")
final class ProxyCommand implements Callable<Integer> {
  private static final String MIDDLE = ", 16 KiB";

  @Mixin private ProxyOptions options;

  @Option(
      names = "--connections",
      defaultValue = "64",
      description = "connections with one request under way each (default: ${DEFAULT-VALUE})")
  private int connections;

  @Override
  public Integer call() throws IOException, InterruptedException {
    options.require("--connections", connections);
    var plan = options.plan(Rig.Wire.HTTP1);
    var small = HttpLoad.closedLoop(plan.programs(), Body.SMALL, connections);
    var middle = HttpLoad.closedLoop(plan.programs(), Body.MIDDLE, connections);
    try (var rig = Rig.start(plan, small)) {
      options.tellRounds();
      var ofSmall = measure(small, rig.peers());
      var report =
          new Report(
                  "proxy",
                  "HTTP/1.1 through one core, %d connections, answers of 200 bytes and of 16 KiB"
                      .formatted(connections))
              .table(ofSmall.figures(""));
      var ofMiddle = measure(middle, rig.peers());
      report.table(ofMiddle.figures(MIDDLE));
      compare(report, rig, new Comparison(ofSmall), new Comparison(ofMiddle));
      report.publish(options.json());
      return report.errors() == 0 ? 0 : 1;
    }
  }

  private ProxyRounds measure(HttpLoad client, List<ProxyPeer> peers)
      throws IOException, InterruptedException {
    var rounds = new ProxyRounds(client, peers);
    rounds.warmUp(options.warmUp());
    rounds.run(options.rounds(), options.span());
    return rounds;
  }

  private static void compare(Report report, Rig rig, Comparison small, Comparison middle) {
    small.tellShares(report);
    var rows = small.rows("");
    if (!rows.isEmpty()) {
      report.ratios(rows).ratios(middle.rows(MIDDLE));
    }
    Goal.CPU_HAPROXY.judge(report, small.cpu("haproxy"));
    Goal.CPU_NGINX.judge(report, small.cpu("nginx"));
    Goal.CPU_MIDDLE_HAPROXY.judge(report, middle.cpu("haproxy"));
    Goal.RATE_HAPROXY.judge(report, small.perSecond("haproxy"));
    Goal.RSS.judge(report, rss(rig));
  }

  private static OptionalDouble rss(Rig rig) {
    return rig.peers().stream()
        .filter(peer -> peer.name().equals(Rig.OURS))
        .mapToDouble(peer -> peer.process().rssMegabytes())
        .max();
  }
}
