package io.fairlead.launcher.lab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace with nothing in it but itself, so that its processes may have port 53 and
 * addresses that are somebody else's outside. Needs root and {@code ip}. Named after this process:
 * what a process that is gone left behind is cleared by the next such test.
 */
public final class LabNamespace implements AutoCloseable {
  private static final long COMMAND_SECONDS = 120;

  private final String name = "fairlead-" + ProcessHandle.current().pid() + "-lab";
  private final Thread hook = new Thread(this::remove);
  private final List<Process> running = new ArrayList<>();

  /**
   * Makes one.
   *
   * @param addresses IPv4 addresses that its processes have besides 127.0.0.0/8
   */
  public LabNamespace(List<String> addresses) {
    Runtime.getRuntime().addShutdownHook(hook);
    output(List.of("ip", "netns", "add", name));
    run("ip", "link", "set", "lo", "up");
    addresses.forEach(address -> run("ip", "address", "add", address + "/32", "dev", "lo"));
  }

  /** Whether there can be one here. */
  public static boolean isPossible() {
    try (var probe = new LabNamespace(List.of())) {
      return probe.run("ip", "link", "show", "lo").contains("LOOPBACK");
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Everything that a command prints in here; it ends by itself. */
  public String run(String... command) {
    return output(inHere(List.of(command)));
  }

  /** Starts a process in here, which is ended on {@link #close}. */
  public void start(List<String> command, Path log) {
    try {
      var builder =
          new ProcessBuilder(inHere(command))
              .directory(log.getParent().toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectOutput(log.toFile());
      withoutProxy(builder);
      running.add(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> inHere(List<String> command) {
    var all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(command);
    return all;
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(hook);
    remove();
  }

  private void remove() {
    for (var process : running) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    running.forEach(process -> process.onExit().join());
    output(List.of("ip", "netns", "del", name));
  }

  /** A proxy that this machine is told to use is none in there. */
  private static void withoutProxy(ProcessBuilder builder) {
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
  }

  private static String output(List<String> command) {
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      withoutProxy(builder);
      var process = builder.start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " does not end");
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
