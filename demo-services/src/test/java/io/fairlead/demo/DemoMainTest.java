package io.fairlead.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes: exit codes and what is printed. */
class DemoMainTest {
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endProcesses() {
    started.forEach(Process::destroyForcibly);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "backend --port 70000 | demo: --port is 70000 (expected: 0 to 65535)",
        "backend --failure-rate 2 | demo: failureRate is 2.0 (expected: a number from 0 to 1)",
        "load --url http://a --for 3 | demo: Invalid value for option '--for': '3' is not a"
            + " duration (expected: a whole number and ms, s or m, as in 40s)",
        "load --url ftp://a | demo: --url 'ftp://a' is not an address (expected:"
            + " http://host:port/path)",
        "load --url http://a --rate 0 | demo: --rate is 0 (expected: 1 to 100000)",
        "frontend --proxy nonsense --port 0 | demo: --proxy 'nonsense' is not an address"
            + " (expected: http://host:port/path)",
        "bogus | demo: Unmatched argument at index 0: 'bogus'"
      })
  void badArgumentsAreOneLineAndExitCodeTwo(String arguments, String line) throws Exception {
    var process = start(arguments.trim().split(" "));

    assertThat(process.errorReader().lines().toList()).containsExactly(line);
    assertThat(exitCode(process)).isEqualTo(2);
  }

  @Test
  void portInUseIsOneLineAndExitCodeTwo() throws Exception {
    try (var taken = new ServerSocket(0)) {
      var process = start("backend", "--port", String.valueOf(taken.getLocalPort()));

      assertThat(process.errorReader().lines().toList())
          .singleElement()
          .asString()
          .startsWith("demo: cannot listen on 127.0.0.1:" + taken.getLocalPort());
      assertThat(exitCode(process)).isEqualTo(2);
    }
  }

  @Test
  void terminatedBackendFinishesWhatRunsAndExitsWithZero() throws Exception {
    var process = start("backend", "--port", "0", "--delay", "700ms");
    var url = URI.create(urlOf(process));

    try (var slow = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
      slow.setSoTimeout(10_000);
      slow.getOutputStream().write("GET /slow HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
      // The one event loop reads in order: when this is answered, the slow one is being served.
      assertThat(url.resolve("/health").toURL().openStream().readAllBytes()).isNotEmpty();
      terminate(process);

      assertThat(new String(slow.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.0 200 OK");
    }
    assertThat(exitCode(process)).isZero();
  }

  @Test
  void loadExitsWithZeroOnlyWhenNothingFailed() throws Exception {
    String url = urlOf(start("backend", "--port", "0"));
    var good = start("load", "--url", url, "--for", "1s", "--rate", "50", "--json");
    var goodLines = good.inputReader().lines().toList();

    assertThat(exitCode(good)).isZero();
    assertThat(goodLines.get(goodLines.size() - 1))
        .startsWith("{\"summary\":true")
        .contains("\"sent\":50,\"ok\":50,\"failed\":0");

    var bad = start("load", "--url", "http://127.0.0.1:1/", "--for", "1s", "--rate", "5");
    assertThat(bad.inputReader().lines().toList()).contains("5 failed (5 connect)");
    assertThat(exitCode(bad)).isEqualTo(1);
  }

  @Test
  void terminatedLoadPrintsItsSummary() throws Exception {
    String url = urlOf(start("backend", "--port", "0"));
    var load = start("load", "--url", url, "--rate", "50", "--json");
    var reader = load.inputReader();
    reader.readLine();

    terminate(load);

    assertThat(reader.lines().toList()).last().asString().startsWith("{\"summary\":true");
    assertThat(exitCode(load)).isZero();
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(DemoMain.class.getName());
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).start();
    started.add(process);
    return process;
  }

  /** SIGTERM; unlike Process.destroy it leaves the pipes open. */
  private static void terminate(Process process) {
    process.toHandle().destroy();
  }

  private static String urlOf(Process process) throws IOException {
    String line = process.inputReader().readLine();
    assertThat(line).contains(" listens on http://");
    return line.substring(line.indexOf("http://"));
  }

  private static int exitCode(Process process) {
    Awaitility.await().atMost(15, TimeUnit.SECONDS).until(() -> !process.isAlive());
    return process.exitValue();
  }
}
