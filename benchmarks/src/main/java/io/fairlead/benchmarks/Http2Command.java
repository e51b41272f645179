package io.fairlead.benchmarks;

import io.fairlead.benchmarks.proxy.Comparison;
import io.fairlead.benchmarks.proxy.Goal;
import io.fairlead.benchmarks.proxy.Http2Load;
import io.fairlead.benchmarks.proxy.ProxyRounds;
import io.fairlead.benchmarks.proxy.Rig;
import io.fairlead.benchmarks.report.Report;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The sidecar beside HAProxy and nginx over HTTP/2 without TLS; upstream all speak HTTP/1.1. */
@Command(
    name = "h2",
    mixinStandardHelpOptions = true,
    defaultValueProvider = ProxyOptions.FiveRounds.class,
    description = "CPU time of a request by h2c through the sidecar, HAProxy and nginx.")
final class Http2Command implements Callable<Integer> {
  @Mixin private ProxyOptions options;

  @Option(
      names = "--connections",
      defaultValue = "8",
      description = "connections (default: ${DEFAULT-VALUE})")
  private int connections;

  @Option(
      names = "--streams",
      defaultValue = "16",
      description = "requests under way on each connection (default: ${DEFAULT-VALUE})")
  private int streams;

  @Override
  public Integer call() throws IOException, InterruptedException {
    options.require("--connections", connections);
    options.require("--streams", streams);
    var plan = options.plan(Rig.Wire.HTTP2);
    var client = Http2Load.prepare(plan.work(), connections, streams);
    try (var rig = Rig.start(plan, client)) {
      options.tellRounds();
      var rounds = new ProxyRounds(client, rig.peers());
      rounds.warmUp(options.warmUp());
      rounds.run(options.rounds(), options.span());
      var report =
          new Report(
                  "h2",
                  "HTTP/2 without TLS through one core, %d connections with %d streams each,"
                          .formatted(connections, streams)
                      + " answers of 200 bytes, HTTP/1.1 to the backend")
              .table(rounds.figures(""));
      var comparison = new Comparison(rounds);
      comparison.tellShares(report);
      if (!comparison.rows("").isEmpty()) {
        report.ratios(comparison.rows(""));
      }
      Goal.CPU_HTTP2_NGINX.judge(report, comparison.cpu("nginx"));
      report.publish(options.json());
      return report.errors() == 0 ? 0 : 1;
    }
  }
}
