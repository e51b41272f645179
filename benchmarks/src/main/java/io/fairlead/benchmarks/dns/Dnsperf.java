package io.fairlead.benchmarks.dns;

import io.fairlead.benchmarks.process.Cores;
import io.fairlead.benchmarks.process.Programs;
import io.fairlead.benchmarks.process.ServerFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Debian's load generator for DNS, on its core: four sockets, 200 queries under way. */
public final class Dnsperf {
  /** Queries a second that every server answers with ease. */
  static final int CALM_PER_SECOND = 10_000;

  private final Path program;
  private final Path questions;
  private final Path output;

  private Dnsperf(Path program, Path questions, Path output) {
    this.program = program;
    this.questions = questions;
    this.output = output;
  }

  /** Fails with {@link io.fairlead.benchmarks.process.Unprepared} when it cannot be had. */
  public static Dnsperf prepare(Path folder, Path log) throws IOException, InterruptedException {
    var program = Programs.need("dnsperf", "dnsperf", log);
    var questions = folder.resolve("questions.txt");
    Files.writeString(questions, Names.questions());
    return new Dnsperf(program, questions, folder.resolve("dnsperf.out"));
  }

  /** As many queries as are answered. */
  DnsperfReport saturate(int port, Duration span) throws IOException, InterruptedException {
    run(port, span, List.of());
    return DnsperfReport.of(Files.readString(output));
  }

  /**
   * Microseconds that answers take at {@link #CALM_PER_SECOND}. dnsperf tells them by a line for
   * each, which would slow it at its limit.
   */
  Histogram latencies(int port, Duration span) throws IOException, InterruptedException {
    run(port, span, List.of("-v", "-Q", Integer.toString(CALM_PER_SECOND)));
    try (var lines = Files.lines(output)) {
      return DnsperfLatencies.micros(lines);
    }
  }

  /** Into a file: nobody reads along while it measures. */
  private void run(int port, Duration span, List<String> more)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.addAll(List.of(program.toString(), "-s", "127.0.0.1", "-p", Integer.toString(port)));
    command.addAll(List.of("-d", questions.toString(), "-l", Long.toString(span.toSeconds())));
    command.addAll(List.of("-c", "4", "-q", "200", "-t", "1"));
    command.addAll(more);
    int status =
        new ProcessBuilder(Cores.CLIENT.pinned(command))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    if (status != 0) {
      throw new ServerFailure("dnsperf ended with %d; see %s".formatted(status, output));
    }
  }
}
