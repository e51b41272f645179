package io.fairlead.benchmarks.proxy;

import io.fairlead.benchmarks.process.Cores;
import io.fairlead.benchmarks.process.ServerFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Our load generator for HTTP/1.1 ({@code benchmarks/src/main/c/load.c}), on the client's core. */
public final class HttpLoad implements Client {
  private static final Duration PROBE = Duration.ofMillis(20);
  private static final double NANOS_PER_SECOND = 1e9;

  private final String program;
  private final Backend.Body body;
  private final int connections;
  private final int perSecond;

  private HttpLoad(Path programs, Backend.Body body, int connections, int perSecond) {
    this.program = Backend.program(programs, "load");
    this.body = body;
    this.connections = connections;
    this.perSecond = perSecond;
  }

  /** Each connection asks anew as soon as it is answered. */
  public static HttpLoad closedLoop(Path programs, Backend.Body body, int connections) {
    return new HttpLoad(programs, body, connections, 0);
  }

  /** Requests are due at even intervals, and latency counts from when they are. */
  public static HttpLoad openLoop(
      Path programs, Backend.Body body, int connections, int perSecond) {
    return new HttpLoad(programs, body, connections, perSecond);
  }

  @Override
  public LoadReport run(int port, Duration span) throws IOException, InterruptedException {
    return run(port, connections, span);
  }

  @Override
  public String request() {
    return "GET http://%s%s by HTTP/1.1".formatted(Backend.authority(), body.path());
  }

  @Override
  public boolean isAnswered(int port) throws IOException, InterruptedException {
    try {
      var seen = run(port, 1, PROBE);
      return seen.requests() > 0 && seen.errors() == 0;
    } catch (ServerFailure e) {
      return false;
    }
  }

  private LoadReport run(int port, int connections, Duration span)
      throws IOException, InterruptedException {
    var command =
        List.of(
            program,
            "-p" + port,
            "-h" + Backend.authority(),
            "-t" + body.path(),
            "-b" + body.bytes(),
            "-c" + connections,
            "-s" + span.toNanos() / NANOS_PER_SECOND,
            "-r" + perSecond);
    var process =
        new ProcessBuilder(Cores.CLIENT.pinned(command)).redirectErrorStream(true).start();
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new ServerFailure("the load generator says: " + printed.strip());
    }
    return LoadReport.of(printed);
  }
}
