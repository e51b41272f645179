package io.fairlead.dns.judges;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs that are not ours; tests that need one are aborted where it is not installed. */
public final class Tool {
  private static final long SECONDS_MAX = 60;

  private Tool() {}

  /** Aborts the test when there is no such program. */
  public static void assumeInstalled(String program, String debianPackage) {
    boolean installed =
        Stream.concat(
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)),
                Stream.of("/usr/sbin", "/sbin"))
            .anyMatch(folder -> Path.of(folder, program).toFile().canExecute());
    assumeTrue(installed, program + " is not installed (Debian package " + debianPackage + ")");
  }

  /** Everything that a command prints, whatever its exit code; it ends by itself. */
  public static String output(List<String> command) {
    try {
      var process = start(command);
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command.get(0) + " does not end");
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Whether a command can be run and ends well. */
  static boolean succeeds(String... command) {
    try {
      var process = start(List.of(command));
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Starts a command with one stream for all that it prints. */
  static Process start(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder.start();
  }
}
