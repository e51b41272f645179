package io.fairlead.launcher.process;

import io.fairlead.node.StartFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One started process, at the head of a session of its own where the system has {@code setsid}: so
 * the terminal's Ctrl-C reaches the launcher alone, which then ends everything in order, and a
 * signal to the group reaches whatever the process started. Safe for any thread.
 */
public final class ChildProcess {
  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
  private static final List<Path> SETSID =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

  private final Process process;
  private final CompletableFuture<Integer> exited;
  private final CompletableFuture<Void> outputEnded = new CompletableFuture<>();

  private ChildProcess(Process process, Warden warden) {
    this.process = process;
    warden.watch(target());
    this.exited =
        process
            .onExit()
            .thenApply(
                ended -> {
                  warden.reap(target());
                  return ended.exitValue();
                });
  }

  /** Starts a process whose output goes to its log. */
  static ChildProcess start(ProcessSpec spec, Warden warden) {
    return start(spec, warden, Redirect.appendTo(spec.log().toFile()));
  }

  /**
   * Starts a process whose standard output goes to the launcher, line by line, and whose standard
   * error goes to its log.
   *
   * @param lines called on a thread of its own
   */
  public static ChildProcess start(ProcessSpec spec, Warden warden, Consumer<String> lines) {
    var child = start(spec, warden, Redirect.PIPE);
    var reader = new Thread(() -> child.read(lines), spec.name() + "-output");
    reader.setDaemon(true);
    reader.start();
    return child;
  }

  private static ChildProcess start(ProcessSpec spec, Warden warden, Redirect output) {
    try {
      Files.createDirectories(spec.log().getParent());
      var builder = new ProcessBuilder();
      var environment = builder.environment();
      environment.keySet().removeIf(ChildProcess::isOurs);
      environment.putAll(spec.environment());
      builder.command(inOwnSession(resolved(spec, environment.get("PATH"))));
      builder.directory(spec.folder().toFile());
      builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
      builder.redirectOutput(output);
      builder.redirectError(Redirect.appendTo(spec.log().toFile()));
      return new ChildProcess(builder.start(), warden);
    } catch (IOException e) {
      throw new StartFailure(spec.name() + " cannot be started: " + e.getMessage());
    }
  }

  /** Variables that would be read as settings of the process, or mean the launcher itself. */
  private static boolean isOurs(String variable) {
    return variable.startsWith("FAIRLEAD_") && !variable.equals("FAIRLEAD_LOG_LEVEL");
  }

  /** The command as the head of a session of its own, or unchanged where that cannot be had. */
  static List<String> inOwnSession(List<String> command) {
    var setsid = SETSID.stream().filter(Files::isExecutable).findFirst();
    if (setsid.isEmpty()) {
      return command;
    }
    var extended = new ArrayList<String>();
    extended.add(setsid.get().toString());
    extended.addAll(command);
    return extended;
  }

  private static List<String> resolved(ProcessSpec spec, String path) {
    String program = spec.command().get(0);
    var found = Programs.find(program, path, spec.folder());
    if (found.isEmpty()) {
      throw new StartFailure(
          spec.name() + " cannot be started: there is no program '" + program + "' on the PATH");
    }
    var command = new ArrayList<>(spec.command());
    command.set(0, found.get().toString());
    return command;
  }

  private void read(Consumer<String> lines) {
    try (var output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      output.lines().forEach(lines);
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("output of process {} broke off", pid(), e);
    } finally {
      outputEnded.complete(null);
    }
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes with the exit code (128 + signal when killed) once it is gone, never fails. */
  public CompletableFuture<Integer> exited() {
    return exited;
  }

  /** Completes when every line was heard, for a process that was started with a listener. */
  public CompletableFuture<Void> outputEnded() {
    return outputEnded;
  }

  /** SIGKILL to it and to everything it started. */
  public void kill() {
    var tree = process.descendants().toList();
    process.destroyForcibly();
    tree.forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * SIGTERM to it and to everything it started, SIGKILL to what is left after a while.
   *
   * @return completes when it is gone
   */
  public CompletableFuture<Integer> stop(Duration grace) {
    var tree = process.descendants().toList();
    // Not process.destroy(), which would close the pipe on the last words.
    process.toHandle().destroy();
    tree.forEach(ProcessHandle::destroy);
    CompletableFuture.delayedExecutor(grace.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> killTheRest(tree));
    return exited;
  }

  private void killTheRest(List<ProcessHandle> tree) {
    if (process.isAlive()) {
      kill();
    }
    tree.forEach(ProcessHandle::destroyForcibly);
  }

  /** The process group where it leads one, else the process. */
  private long target() {
    return SETSID.stream().anyMatch(Files::isExecutable) ? -process.pid() : process.pid();
  }
}
