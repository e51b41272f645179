package io.fairlead.dns;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real dig; tests that need it are aborted where it is not installed. */
record Dig(int port) {

  static void assumeInstalled() {
    boolean installed;
    try {
      installed = new ProcessBuilder("dig", "-v").start().waitFor() == 0;
    } catch (IOException e) {
      installed = false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assumeTrue(installed, "dig is not installed (Debian package bind9-dnsutils)");
  }

  /** Everything that dig prints about a question. */
  String ask(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of("dig", "@127.0.0.1", "-p", String.valueOf(port), "+tries=1", "+time=3"));
    command.addAll(List.of(arguments));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("dig does not end");
      }
      return output;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The values of the answer section, a line each. */
  List<String> values(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("+short");
    return ask(all.toArray(String[]::new)).lines().toList();
  }
}
