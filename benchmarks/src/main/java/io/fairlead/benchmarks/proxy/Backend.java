package io.fairlead.benchmarks.proxy;

import io.fairlead.benchmarks.process.Cores;
import io.fairlead.benchmarks.process.FreePorts;
import io.fairlead.benchmarks.process.ServerProcess;
import io.fairlead.benchmarks.process.Unprepared;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What stands behind the proxies: one process on the client's core that is two upstreams.
 *
 * @param ports of 127.0.0.1, one for each upstream
 */
public record Backend(ServerProcess process, List<Integer> ports) implements AutoCloseable {
  /** The host name that is asked for: a service's, behind a namespace's. */
  public static final String SERVICE = "orders";

  /** See {@link #SERVICE}. */
  public static final String NAMESPACE = "prod.local";

  private static final Duration START_MOST = Duration.ofSeconds(10);

  /** What a request asks for. */
  public enum Body {
    /** 200 bytes. */
    SMALL("/", 200),
    /** 16 KiB. */
    MIDDLE("/b", 16 << 10),
    /** 1 MiB. */
    LARGE("/m", 1 << 20);

    private final String path;
    private final int bytes;

    Body(String path, int bytes) {
      this.path = path;
      this.bytes = bytes;
    }

    String path() {
      return path;
    }

    int bytes() {
      return bytes;
    }
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param programs the folder that it was compiled into
   * @param folder for its log
   */
  static Backend start(Path programs, Path folder) throws IOException, InterruptedException {
    var ports = List.of(FreePorts.next(), FreePorts.next());
    var command = List.of(program(programs, "backend"), ports.get(0) + "", ports.get(1) + "");
    var process = ServerProcess.start("backend", Cores.CLIENT.pinned(command), folder);
    try {
      process.awaitReady(() -> ports.stream().allMatch(Backend::listens), START_MOST);
      return new Backend(process, ports);
    } catch (RuntimeException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  /** Where requests say that they go. */
  static String authority() {
    return SERVICE + "." + NAMESPACE;
  }

  /** A program of ours in C; fails with {@link Unprepared} when it was not compiled. */
  static String program(Path programs, String name) {
    var file = programs.resolve(name);
    if (!Files.isExecutable(file)) {
      throw new Unprepared(
          "%s is missing (expected: compiled by benchmarks/run, which is the way in)"
              .formatted(file));
    }
    return file.toString();
  }

  @Override
  public void close() {
    process.close();
  }

  private static boolean listens(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
