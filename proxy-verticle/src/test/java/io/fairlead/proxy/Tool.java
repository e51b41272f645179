package io.fairlead.proxy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the machine that speak to a sidecar as they would to anybody. */
@SuppressWarnings("FutureReturnValueIgnored") // closing in passing
public final class Tool {
  private static final long SECONDS = 120;

  private Tool() {}

  /** Where a program is, in the PATH or in these folders besides. */
  static Optional<String> find(String name, String... folders) {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)), Stream.of(folders))
        .map(folder -> new File(folder, name))
        .filter(File::canExecute)
        .map(File::getPath)
        .findFirst();
  }

  /** All that a command prints, errors included; it must end well by itself. */
  static String run(List<String> command, Path input) throws IOException {
    var process = start(command, input);
    process
        .onExit()
        .orTimeout(SECONDS, TimeUnit.SECONDS)
        .whenComplete((ended, late) -> end(process));
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.onExit().join();
    if (process.exitValue() != 0) {
      throw new IOException(command + " failed with " + process.exitValue() + ": " + output);
    }
    return output;
  }

  /** The same without input. */
  public static String run(String... command) throws IOException {
    return run(List.of(command), Path.of("/dev/null"));
  }

  /** Starts a command; no proxy that this machine is told to use is one for it. */
  static Process start(List<String> command, Path input) throws IOException {
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectInput(input.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
    return builder.start();
  }

  /** Ends a process and those that it started. */
  static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
