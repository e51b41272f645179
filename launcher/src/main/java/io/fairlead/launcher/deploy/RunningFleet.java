package io.fairlead.launcher.deploy;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.console.Console.Tone;
import io.fairlead.launcher.jvm.Home;
import io.fairlead.node.StartFailure;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The fleet that a command is about, and how the command talks with it. */
final class RunningFleet {
  @Option(
      names = "--fleet",
      paramLabel = "FOLDER",
      description =
          "The folder of the run, as fairlead up tells it at its start; needed only when several"
              + " fleets run here.")
  private Path folder;

  @Option(names = "--json", description = "Print what the fleet answers, a JSON object a line.")
  private boolean json;

  /** Whether JSON is wanted. */
  boolean isJson() {
    return json;
  }

  /**
   * Asks it, and shows what it tells until it is done.
   *
   * @throws StartFailure when there is no such fleet, or it ends meanwhile
   */
  ControlAnswer ask(Console console, ControlRequest request) {
    try (var lines = new ControlLines(connect())) {
      lines.write(request);
      while (true) {
        var line = lines.read();
        if (json) {
          console.line(line.toString());
        }
        if (line.has("exit")) {
          var answer = ControlLines.JSON.treeToValue(line, ControlAnswer.class);
          answer.problems().forEach(console::error);
          return answer;
        }
        if (!json) {
          show(console, ControlLines.JSON.treeToValue(line, Progress.class));
        }
      }
    } catch (IOException e) {
      throw new StartFailure(
          "the fleet does not answer any more: " + e.getMessage() + " (expected: it runs on)");
    }
  }

  private static void show(Console console, Progress progress) {
    var tone =
        switch (progress.event()) {
          case "healthy" -> Tone.GOOD;
          case "failed", "rollingBack" -> Tone.WARN;
          case "begins" -> Tone.STRONG;
          default -> Tone.QUIET;
        };
    console.line("  " + console.paint(tone, progress.line()));
  }

  private SocketChannel connect() throws IOException {
    if (folder != null) {
      try {
        return open(folder);
      } catch (IOException e) {
        throw new StartFailure(
            "no fleet runs in " + folder + " (expected: the folder that fairlead up told)");
      }
    }
    Path state = Home.find().state();
    var running = running(state);
    if (running.isEmpty()) {
      throw new StartFailure(
          "no fleet runs here (looked in " + state + "; start one with: fairlead up FLEET.json)");
    }
    if (running.size() > 1) {
      throw new StartFailure(
          running.size()
              + " fleets run here (expected: --fleet with one of "
              + running.stream().map(Path::toString).collect(Collectors.joining(", "))
              + ")");
    }
    return open(running.get(0));
  }

  private static SocketChannel open(Path run) throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(ControlSocket.in(run)));
  }

  /** The runs that answer. */
  private static List<Path> running(Path state) throws IOException {
    var running = new ArrayList<Path>();
    if (!Files.isDirectory(state)) {
      return running;
    }
    try (var runs = Files.list(state)) {
      for (var run : runs.filter(run -> Files.exists(ControlSocket.in(run))).sorted().toList()) {
        try {
          open(run).close();
          running.add(run);
        } catch (IOException dead) {
          // What a fleet that was killed has left behind counts for nothing.
        }
      }
    }
    return running;
  }
}
