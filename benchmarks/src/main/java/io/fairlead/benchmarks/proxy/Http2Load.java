package io.fairlead.benchmarks.proxy;

import io.fairlead.benchmarks.process.Cores;
import io.fairlead.benchmarks.process.Programs;
import io.fairlead.benchmarks.process.ServerFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * nghttp2's load generator, on the client's core: HTTP/2 without TLS and without asking whether the
 * other side speaks it, the same headers as {@link HttpLoad}, small answers.
 */
public final class Http2Load implements Client {
  private static final List<String> HEADERS =
      List.of(
          ":authority: " + Backend.authority(),
          "user-agent: checkout/2.4.1 (java 17; linux)",
          "accept: application/json",
          "accept-encoding: gzip",
          "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
          "x-request-id: 6f1c2f9e-6f0a-4b39-9c39-0a6f5b1f7a11",
          "authorization: Bearer " + "a".repeat(112));

  private final Path program;
  private final Path requests;
  private final int connections;
  private final int streams;

  private Http2Load(Path program, Path requests, int connections, int streams) {
    this.program = program;
    this.requests = requests;
    this.connections = connections;
    this.streams = streams;
  }

  /**
   * Fails with {@link io.fairlead.benchmarks.process.Unprepared} when the program cannot be had.
   *
   * @param folder for what it writes
   * @param streams requests under way on each connection
   */
  public static Http2Load prepare(Path folder, int connections, int streams)
      throws IOException, InterruptedException {
    var program = Programs.need("h2load", "nghttp2-client", folder.resolve("install.log"));
    return new Http2Load(program, folder.resolve("h2load.requests"), connections, streams);
  }

  @Override
  public LoadReport run(int port, Duration span) throws IOException, InterruptedException {
    Files.deleteIfExists(requests);
    var printed =
        print(
            port,
            List.of(
                "-c" + connections,
                "-m" + streams,
                "-D" + Math.max(1, span.toSeconds()),
                "--log-file=" + requests));
    try (var lines = Files.lines(requests)) {
      return Http2LoadReport.of(printed, lines);
    }
  }

  @Override
  public String request() {
    return "GET http://%s/ by HTTP/2 without TLS and without an upgrade"
        .formatted(Backend.authority());
  }

  @Override
  public boolean isAnswered(int port) throws IOException, InterruptedException {
    return Http2LoadReport.succeeded(print(port, List.of("-c1", "-m1", "-n1"))) == 1;
  }

  private String print(int port, List<String> options) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(program.toString(), "-t1"));
    command.addAll(options);
    for (var header : HEADERS) {
      command.addAll(List.of("-H", header));
    }
    command.add("http://127.0.0.1:" + port + Backend.Body.SMALL.path());
    var process =
        new ProcessBuilder(Cores.CLIENT.pinned(command)).redirectErrorStream(true).start();
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new ServerFailure("h2load says: " + printed.strip());
    }
    return printed;
  }
}
