package io.fairlead.demo.program;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How a program lives in its JVM: one event loop, and an orderly end on SIGTERM and SIGINT. */
public final class Program {
  private Program() {}

  /** A Vert.x for a small process: one event loop, no files unpacked. */
  public static Vertx vertx() {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(2)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }

  /**
   * Waits until the program has finished, on the main thread.
   *
   * @param finished the exit code, once everything has been printed
   * @param stop asks the program to finish soon; called at most once, on SIGTERM or SIGINT
   * @param patience how long finishing may take before the process goes anyway, with code 1
   */
  public static int await(Future<Integer> finished, Runnable stop, Duration patience) {
    var hook = new Thread(() -> end(finished, stop, patience), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    int code = finished.await();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is stopping already: the hook says with which code.
      return code;
    }
    return code;
  }

  /** A hook can only choose the exit code (a JVM that gets SIGTERM says 143) by halting. */
  private static void end(Future<Integer> finished, Runnable stop, Duration patience) {
    stop.run();
    int code;
    try {
      code = finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      Console.error("demo: still busy after " + patience.toSeconds() + " s, going anyway");
      code = 1;
    }
    Runtime.getRuntime().halt(code);
  }
}
