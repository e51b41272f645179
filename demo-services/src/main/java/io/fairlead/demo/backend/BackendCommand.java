package io.fairlead.demo.backend;

import io.fairlead.demo.program.Listener;
import io.fairlead.demo.program.Program;
import io.fairlead.demo.program.ProgramFailure;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo backend}: a service that says who it is. */
@Command(
    name = "backend",
    showDefaultValues = true,
    description = "Answers every request with who it is; can be told to be slow or to fail.",
    footer = "POST /settings {\"delayMillis\":200,\"failureRate\":0.1} changes it at run time.")
public final class BackendCommand implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this text.")
  boolean help;

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on.")
  String host;

  @Option(names = "--port", defaultValue = "8080", description = "Port; 0 picks a free one.")
  int port;

  @Option(names = "--name", defaultValue = "backend", description = "What it calls itself.")
  String name;

  @Option(names = "--version", defaultValue = "v1", description = "Version that it tells.")
  String version;

  @Option(names = "--delay", defaultValue = "0ms", description = "How long an answer waits.")
  Duration delay;

  @Option(
      names = "--failure-rate",
      defaultValue = "0.0",
      description = "Share of requests that get a 500, 0 to 1.")
  double failureRate;

  @Override
  public Integer call() {
    var vertx = Program.vertx();
    var handler =
        new BackendHandler(vertx, new SplittableRandom(), name, version, initialBehaviour());
    return Listener.open(vertx, host, port, handler).await().serve(name + " " + version);
  }

  private Behaviour initialBehaviour() {
    try {
      return new Behaviour(delay.toMillis(), failureRate);
    } catch (IllegalArgumentException e) {
      throw new ProgramFailure(e.getMessage());
    }
  }
}
