package io.fairlead.benchmarks;

import io.fairlead.benchmarks.load.ClosedLoop;
import io.fairlead.benchmarks.load.Workload;
import io.fairlead.benchmarks.peer.Content;
import io.fairlead.benchmarks.peer.EurekaPeer;
import io.fairlead.benchmarks.peer.FairleadPeer;
import io.fairlead.benchmarks.peer.Peer;
import io.fairlead.benchmarks.process.ServerFailure;
import io.fairlead.benchmarks.report.Console;
import io.fairlead.benchmarks.report.Figures;
import io.fairlead.benchmarks.report.Report;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The registry beside a Eureka server: every instance of one of 50 services, with its metadata. */
@Command(
    name = "registry",
    mixinStandardHelpOptions = true,
    description = "Lookups of the registry beside those of a Eureka server.")
final class RegistryCommand implements Callable<Integer> {
  private static final Content CONTENT = new Content(50, 10);
  private static final double RATE_WANTED = 3;

  @Mixin private RunOptions options;
  @Mixin private HttpOptions http;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var home = RunOptions.home();
    var work = RunOptions.work();
    Console.tell("starting a registry and a Eureka server; their logs are in " + work);
    try (var client = new ClosedLoop();
        var ours = FairleadPeer.start("fairlead", home, work.resolve("fairlead"), http.jvm());
        var theirs = EurekaPeer.start(home, work.resolve("eureka"), http.jvm())) {
      var report = measure(client, List.of(ours, theirs));
      report.publish(options.json());
      return report.errors() == 0 ? 0 : 1;
    }
  }

  private Report measure(ClosedLoop client, List<Peer> peers)
      throws IOException, InterruptedException {
    for (Peer peer : peers) {
      fill(client, peer);
    }
    var loads =
        peers.stream()
            .map(
                p -> new Turns.Load(p.name(), p, Workload.anyOf(p.lookups(CONTENT), new Random(1))))
            .toList();
    Console.tell("warming up, then %d rounds".formatted(options.rounds()));
    var turns = new Turns(client, http.connections());
    turns.warmUp(loads, options.warmUp());
    turns.run(loads, options.rounds(), options.span());
    return report(loads.get(0).figures(), loads.get(1).figures());
  }

  private void fill(ClosedLoop client, Peer peer) throws IOException, InterruptedException {
    var filled = peer.fill(client, CONTENT, http.connections());
    int found = peer.found("service-0007");
    if (filled.errors() > 0 || found != CONTENT.instancesEach()) {
      throw new ServerFailure(
          "%s returns %d instances instead of %d; errors while filling it: %d, the first: %s"
              .formatted(
                  peer.name(),
                  found,
                  CONTENT.instancesEach(),
                  filled.errors(),
                  filled.firstError()));
    }
  }

  private Report report(Figures ours, Figures theirs) {
    double rate = ours.perSecondPerCore() / theirs.perSecondPerCore();
    double tail = (double) ours.p99Micros() / theirs.p99Micros();
    return new Report(
            "registry",
            "Lookups of one of %d services with %d instances; %d connections"
                .formatted(CONTENT.services(), CONTENT.instancesEach(), http.connections()))
        .table(Figures.besideFirst(List.of(ours, theirs)))
        .verdict("requests/s per core, ratio", rate, ">= 3", rate >= RATE_WANTED)
        .verdict("p99, ratio", tail, "< 1", tail < 1);
  }
}
