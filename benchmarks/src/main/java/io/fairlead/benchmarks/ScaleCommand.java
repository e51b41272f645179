package io.fairlead.benchmarks;

import io.fairlead.benchmarks.load.ClosedLoop;
import io.fairlead.benchmarks.load.Measured;
import io.fairlead.benchmarks.load.Workload;
import io.fairlead.benchmarks.peer.Content;
import io.fairlead.benchmarks.peer.FairleadPeer;
import io.fairlead.benchmarks.process.ServerFailure;
import io.fairlead.benchmarks.report.Console;
import io.fairlead.benchmarks.report.Figures;
import io.fairlead.benchmarks.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A registry of 100,000 instances beside one of 10,000: loading them, and what each call costs. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description = "Registrations and lookups at 10,000 and at 100,000 instances.")
final class ScaleCommand implements Callable<Integer> {
  private static final double GROWTH_MAX = 1.20;

  @Mixin private RunOptions options;
  @Mixin private HttpOptions http;

  @Option(
      names = "--services",
      defaultValue = "1000",
      description =
          "services of the large registry, 100 instances each; the small one has a tenth (default:"
              + " ${DEFAULT-VALUE})")
  private int services;

  @Option(
      names = "--restart",
      description = "kill -9 the large registry at the end and start it upon the data it has kept")
  private boolean restart;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var work = RunOptions.work();
    try (var client = new ClosedLoop();
        var small = start(work, "small");
        var large = start(work, "large")) {
      var report = new Report("scale", "A registry of %,d instances".formatted(services * 100));
      load(client, small, new Content(services / 10, 100), null);
      load(client, large, new Content(services, 100), report);
      grow(client, small, large, report);
      if (restart) {
        restart(large, report);
      }
      report.publish(options.json());
      return report.errors() == 0 ? 0 : 1;
    }
  }

  private FairleadPeer start(Path work, String name) throws IOException, InterruptedException {
    return FairleadPeer.start(name, RunOptions.home(), work.resolve(name), http.jvm());
  }

  /** Into the report unless that is null. */
  private void load(ClosedLoop client, FairleadPeer peer, Content content, Report report)
      throws IOException, InterruptedException {
    Console.tell(
        "loading %,d instances into the %s registry"
            .formatted(content.services() * content.instancesEach(), peer.name()));
    var before = peer.process().cpu();
    Measured seen = peer.fill(client, content, http.connections());
    var cpu = peer.process().cpu().minus(before);
    if (seen.firstError() != null) {
      Console.tell("the first error: " + seen.firstError());
    }
    if (report != null) {
      report
          .table(List.of(Figures.of("load all", seen, cpu, peer.process().rssMegabytes())))
          .line("heap after a collection", peer.process().heapMegabytes() + " MB")
          .line("resident", peer.process().rssMegabytes() + " MB");
    }
  }

  private void grow(ClosedLoop client, FairleadPeer small, FairleadPeer large, Report report)
      throws InterruptedException {
    var few = new Content(services / 10, 100);
    var many = new Content(services, 100);
    var lookups = turns(client, List.of(lookups(small, few), lookups(large, many)));
    // Afterwards: what was registered anew would be encoded anew at the expense of lookups.
    var registrations =
        turns(
            client,
            List.of(
                new Turns.Load("registration, small", small, small.registrations(few)),
                new Turns.Load("registration, large", large, large.registrations(many))));
    report.table(lookups).table(registrations);
    growth(report, "CPU of a lookup, growth", lookups.get(0), lookups.get(1));
    growth(report, "CPU of a registration, growth", registrations.get(0), registrations.get(1));
  }

  private List<Figures> turns(ClosedLoop client, List<Turns.Load> loads)
      throws InterruptedException {
    Console.tell("warming up, then %d rounds".formatted(options.rounds()));
    var turns = new Turns(client, http.connections());
    turns.warmUp(loads, options.warmUp());
    turns.run(loads, options.rounds(), options.span());
    return Figures.besideFirst(loads.stream().map(Turns.Load::figures).toList());
  }

  private static Turns.Load lookups(FairleadPeer peer, Content content) {
    return new Turns.Load(
        "lookup, " + peer.name(), peer, Workload.anyOf(peer.lookups(content), new Random(1)));
  }

  private static void growth(Report report, String what, Figures small, Figures large) {
    double growth = large.cpuMicros() / small.cpuMicros();
    report.verdict(what, growth, "< 1.20", growth < GROWTH_MAX);
  }

  private void restart(FairleadPeer peer, Report report) throws IOException, InterruptedException {
    Console.tell("killing the large registry and starting it again");
    peer.process().kill();
    long start = System.nanoTime();
    peer.start();
    double ready = (System.nanoTime() - start) / 1e9;
    for (int i = 0; i < services; i++) {
      int found = peer.found("service-%04d".formatted(i));
      if (found != 100) {
        throw new ServerFailure(
            "service-%04d has %d instances after the restart (expected: 100)".formatted(i, found));
      }
    }
    double all = (System.nanoTime() - start) / 1e9;
    report.line("ready after kill -9", String.format(Locale.ROOT, "%.1f s", ready));
    report.line("all instances seen after", String.format(Locale.ROOT, "%.1f s", all));
  }
}
