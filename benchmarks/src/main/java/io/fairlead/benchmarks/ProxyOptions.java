package io.fairlead.benchmarks;

import io.fairlead.benchmarks.proxy.Rig;
import io.fairlead.benchmarks.report.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What measurements of the sidecar can be told. */
final class ProxyOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private RunOptions run;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description =
          "measure these proxies and no others; the first of them that comes in the order"
              + " fairlead, haproxy, nginx is what the others are compared with")
  private List<String> only = List.of();

  @Option(
      names = "--jvm-options",
      split = " ",
      paramLabel = "FLAGS",
      description =
          "further flags for the sidecar's JVM, as in --jvm-options=\"-Xmx64m -XX:+UseSerialGC\"")
  private List<String> jvm = List.of();

  @Option(
      names = "--proxy-jar",
      paramLabel = "FILE",
      description = "another sidecar's fat jar (default: the one that this checkout builds)")
  private Path jar;

  /** An odd number of rounds has a middle one; the compiler shares its core with the load. */
  static final class FiveRounds implements IDefaultValueProvider {
    @Override
    public String defaultValue(ArgSpec argument) {
      if (argument instanceof OptionSpec option && option.longestName().equals("--rounds")) {
        return "5";
      }
      return argument instanceof OptionSpec option && option.longestName().equals("--warm-up")
          ? "60"
          : null;
    }
  }

  int rounds() {
    return run.rounds();
  }

  Duration span() {
    return run.span();
  }

  Duration warmUp() {
    return run.warmUp();
  }

  String json() {
    return run.json();
  }

  void tellRounds() {
    Console.tell("warming up, then %d rounds of %d s".formatted(rounds(), span().toSeconds()));
  }

  /** Fails with what the user has to spell differently unless a count is positive. */
  void require(String option, int count) {
    if (count < 1) {
      throw wrong("%s is %d (expected: 1 or more)".formatted(option, count));
    }
  }

  /** What to start, with an empty folder for its settings and logs. */
  Rig.Plan plan(Rig.Wire wire) throws IOException {
    checkNames();
    var home = RunOptions.home();
    var proxy = jar != null ? jar : home.resolve("proxy-verticle/target/proxy.jar");
    if (!Files.isRegularFile(proxy)) {
      throw wrong("--proxy-jar: there is no file %s (expected: a fat jar)".formatted(proxy));
    }
    return new Rig.Plan(home, RunOptions.work(), wire, only, proxy, jvm);
  }

  private void checkNames() {
    for (String name : only) {
      if (!Rig.names().contains(name)) {
        throw wrong("--only: %s is no proxy (expected: some of %s)".formatted(name, Rig.names()));
      }
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(command.commandLine(), what);
  }
}
