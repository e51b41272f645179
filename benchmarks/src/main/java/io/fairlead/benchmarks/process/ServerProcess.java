package io.fairlead.benchmarks.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server's process; ended with this JVM, however that ends short of kill -9. */
public final class ServerProcess implements AutoCloseable {
  private static final long KB_PER_MB = 1024;
  private static final long END_SECONDS = 10;
  private static final long POLL_MILLIS = 50;

  private final String name;
  private final Path log;
  private final Process process;
  private final Thread atExit;

  private ServerProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts a program, which must stay in the foreground.
   *
   * @param command the program and its arguments
   * @param folder where it runs, and where its output goes as {@code NAME.log}; made when missing
   */
  public static ServerProcess start(String name, List<String> command, Path folder)
      throws IOException {
    var log = folder.resolve(name + ".log");
    Files.createDirectories(folder);
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .start();
    return new ServerProcess(name, log, process);
  }

  /**
   * Starts a JVM.
   *
   * @param arguments of {@code java}
   * @param folder see {@link #start}
   */
  public static ServerProcess java(String name, List<String> arguments, Path folder)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(java());
    command.addAll(arguments);
    return start(name, command, folder);
  }

  /** The {@code java} that runs this. */
  public static String java() {
    return tool("java").toString();
  }

  /** Something that is seen from outside when a server is ready. */
  public interface Sign {
    /** Whether it is seen now; an exception means no. */
    boolean isSeen() throws IOException, InterruptedException;
  }

  /** Waits until a page is answered with 200. */
  public void awaitReady(URI page, Duration most) throws InterruptedException {
    var client = HttpClient.newHttpClient();
    var request = HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(2)).build();
    awaitReady(() -> client.send(request, BodyHandlers.discarding()).statusCode() == 200, most);
  }

  /**
   * Waits until a sign is seen; fails with a {@link ServerFailure} when it ends or takes longer.
   */
  public void awaitReady(Sign sign, Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (!isSeen(sign)) {
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new ServerFailure(name + " ended with " + process.exitValue() + "; see " + log);
      }
      if (System.nanoTime() - end > 0) {
        throw new ServerFailure(
            "%s was not ready within %d s; see %s".formatted(name, most.toSeconds(), log));
      }
    }
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** User and system time of all its threads since its start, as the kernel counts it. */
  public Duration cpu() {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new ServerFailure("this system does not tell the CPU time of " + name));
  }

  /** Resident memory in MB, 0 where the system does not tell. */
  public long rssMegabytes() {
    try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
              .findFirst()
              .orElse(0)
          / KB_PER_MB;
    } catch (IOException e) {
      return 0;
    }
  }

  /** The heap in use after a full collection, in MB. */
  public long heapMegabytes() throws IOException, InterruptedException {
    jcmd("GC.run");
    return HeapReport.usedMegabytes(jcmd("GC.heap_info"));
  }

  /** Ends it at once, as kill -9 does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    var jcmd =
        new ProcessBuilder(tool("jcmd").toString(), Long.toString(process.pid()), command)
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new ServerFailure("jcmd " + command + " failed for " + name + ": " + said.strip());
    }
    return said;
  }

  private static boolean isSeen(Sign sign) throws InterruptedException {
    try {
      return sign.isSeen();
    } catch (IOException e) {
      return false;
    }
  }

  private static Path tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name);
  }
}
