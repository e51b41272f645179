package io.fairlead.benchmarks;

import io.fairlead.benchmarks.dns.DnsPeer;
import io.fairlead.benchmarks.dns.Dnsperf;
import io.fairlead.benchmarks.dns.FairleadDns;
import io.fairlead.benchmarks.dns.PackagedServer;
import io.fairlead.benchmarks.dns.Rounds;
import io.fairlead.benchmarks.process.Cores;
import io.fairlead.benchmarks.process.Programs;
import io.fairlead.benchmarks.process.Unprepared;
import io.fairlead.benchmarks.report.Console;
import io.fairlead.benchmarks.report.Figures;
import io.fairlead.benchmarks.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The DNS server beside those of the Linux distribution: 100 names with two addresses each. */
@Command(
    name = "dns",
    mixinStandardHelpOptions = true,
    description = "Answers of the DNS server beside those of knot, unbound and dnsmasq.")
final class DnsCommand implements Callable<Integer> {
  private static final double RATIO_MAX = 1.05;
  private static final long LOST_ONE_IN = 1_000;

  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description =
          "measure these and no others; the first of them that comes in the order"
              + " knot, unbound, dnsmasq, fairlead is what the others are compared with")
  private List<String> only = List.of();

  @Option(
      names = "--jvm",
      paramLabel = "FLAG",
      description = "a further flag for the JVM of our server, as in --jvm=-Xmx128m; repeatable")
  private List<String> jvm = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    checkNames();
    Cores.check();
    var work = RunOptions.work();
    var log = work.resolve("install.log");
    Programs.need("taskset", "util-linux", log);
    var client = Dnsperf.prepare(work, log);
    Console.tell("starting DNS servers; their logs are in " + work);
    var peers = new ArrayList<DnsPeer>();
    try {
      start(peers, work, log);
      if (peers.isEmpty()) {
        throw new Unprepared("none of the servers is here: " + only);
      }
      return measure(client, peers);
    } finally {
      peers.forEach(DnsPeer::close);
    }
  }

  /** Adds them one by one, so that those before a failure are known. */
  private void start(List<DnsPeer> peers, Path work, Path log)
      throws IOException, InterruptedException {
    for (var server : PackagedServer.values()) {
      if (!isWanted(server.label())) {
        continue;
      }
      // Without knot there is nothing to compare with; the others may be missing.
      var program =
          server == PackagedServer.KNOT ? Optional.of(server.need(log)) : server.obtain(log);
      if (program.isPresent()) {
        peers.add(server.start(program.get(), work.resolve(server.label())));
      } else {
        Console.tell(
            "%s is left out: it is not on the PATH (Debian: apt-get install %s)"
                .formatted(server.label(), server.debianPackage()));
      }
    }
    if (isWanted(FairleadDns.NAME)) {
      peers.add(FairleadDns.start(RunOptions.home(), work.resolve(FairleadDns.NAME), jvm));
    }
  }

  private int measure(Dnsperf client, List<DnsPeer> peers)
      throws IOException, InterruptedException {
    Console.tell("warming up, then %d rounds".formatted(options.rounds()));
    var rounds = new Rounds(client, peers);
    rounds.warmUp(options.warmUp());
    rounds.run(options.rounds(), options.span());
    rounds.calm(options.span());
    var figures = rounds.figures();
    report(figures).publish(options.json());
    return figures.stream().allMatch(f -> f.errors() * LOST_ONE_IN <= f.requests()) ? 0 : 1;
  }

  private Report report(List<Figures> figures) {
    var report =
        new Report(
                "dns",
                "A records of 100 names, UDP, 200 queries under way; latencies at 10,000 queries/s")
            .table(figures);
    var ours = figures.get(figures.size() - 1);
    boolean comparable =
        figures.get(0).name().equals(PackagedServer.KNOT.label())
            && ours.name().equals(FairleadDns.NAME);
    if (comparable) {
      double ratio = ours.ratioToFirst();
      report.verdict(
          "CPU of a query, ratio to knot", ratio, "<= 1.05, better 0.95", ratio <= RATIO_MAX);
    }
    return report;
  }

  private boolean isWanted(String name) {
    return only.isEmpty() || only.contains(name);
  }

  private void checkNames() {
    var known =
        Stream.concat(
                Stream.of(PackagedServer.values()).map(PackagedServer::label),
                Stream.of(FairleadDns.NAME))
            .toList();
    for (String name : only) {
      if (!known.contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "--only: %s is no server (expected: some of %s)".formatted(name, known));
      }
    }
  }
}
