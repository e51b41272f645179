package io.fairlead.node;

import io.fairlead.node.settings.SettingsException;
import io.fairlead.node.settings.SettingsReader;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a {@link NodeProcess} as this JVM's process. */
public final class Node {
  private static final int EXIT_FAILURE = 1;
  private static final int EXIT_USAGE = 2;
  private static final long CLOSE_MILLIS = 5_000;
  private static final String LOG_LEVEL = "FAIRLEAD_LOG_LEVEL";
  private static final List<String> LOG_LEVELS =
      List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

  private static final String NETTY_JFR = "io.netty.jfr.enabled";

  private Node() {}

  /**
   * Reads settings, starts, serves until SIGTERM or SIGINT, drains; exits with 0 after a drain, 2
   * for what the user can mend (told on stderr, a line each), 1 for any other failure. Answers
   * {@code --help}, {@code --version} and {@code --print-settings} without starting anything.
   */
  public static <S extends Record> void main(NodeProcess<S> process, String... args) {
    // Flight recorder events of Netty's buffers, which nobody records, cost a sidecar 1.5 MB.
    System.setProperty(NETTY_JFR, System.getProperty(NETTY_JFR, "false"));
    var arguments = List.of(args);
    var env = System.getenv();
    try {
      Optional<String> answer = answer(process, arguments, env);
      if (answer.isPresent()) {
        Console.answer(answer.get());
        return;
      }
      requireLogLevel(env);
      run(process, SettingsReader.read(process.settingsType(), arguments, env));
    } catch (SettingsException e) {
      e.problems().forEach(line -> Console.refuse(process.name() + ": " + line));
      System.exit(EXIT_USAGE);
    } catch (StartFailure e) {
      Console.refuse(process.name() + ": " + e.getMessage());
      System.exit(EXIT_USAGE);
    }
  }

  /**
   * Starts a process within this JVM, for tests and for those who hold several; no signal stops it.
   *
   * @return fails with {@link SettingsException}, {@link StartFailure} or what else went wrong;
   *     nothing is left running then
   */
  public static <S extends Record> Future<RunningNode> start(
      NodeProcess<S> process, List<String> args, Map<String, String> env) {
    try {
      S settings = SettingsReader.read(process.settingsType(), args, env);
      return begin(newNode(process, settings), process, settings);
    } catch (SettingsException e) {
      return Future.failedFuture(e);
    }
  }

  private static <S extends Record> RunningNode newNode(NodeProcess<S> process, S settings) {
    return new RunningNode(
        process.name(), version(process), process.drainTimeout(settings).toMillis());
  }

  private static <S extends Record> Future<RunningNode> begin(
      RunningNode node, NodeProcess<S> process, S settings) {
    Future<RunningNode> begun;
    try {
      begun = node.start(process, settings);
    } catch (RuntimeException e) {
      begun = Future.failedFuture(e);
    }
    return begun.recover(e -> node.stop().transform(v -> Future.failedFuture(e)));
  }

  private static <S extends Record> Optional<String> answer(
      NodeProcess<S> process, List<String> args, Map<String, String> env) {
    if (args.contains("--help")) {
      String usage = "Usage: java -jar " + process.name() + ".jar [--key=value ...]\n\n";
      return Optional.of(usage + SettingsReader.help(process.settingsType()));
    }
    if (args.contains("--version")) {
      return Optional.of("fairlead " + process.name() + " " + version(process) + "\n");
    }
    return args.contains("--print-settings")
        ? Optional.of(SettingsReader.effective(process.settingsType(), args, env))
        : Optional.empty();
  }

  private static String version(NodeProcess<?> process) {
    String version = process.getClass().getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  private static void requireLogLevel(Map<String, String> env) {
    String level = env.getOrDefault(LOG_LEVEL, "INFO");
    if (!LOG_LEVELS.contains(level)) {
      throw new StartFailure(
          LOG_LEVEL + " = " + level + " (expected: one of " + String.join(", ", LOG_LEVELS) + ")");
    }
  }

  private static <S extends Record> void run(NodeProcess<S> process, S settings) {
    // Made here: the first use of the log reads its settings, which must have been judged before.
    Logger log = LoggerFactory.getLogger(Node.class);
    var node = newNode(process, settings);
    var hook = new Thread(() -> leave(node, process.drainTimeout(settings).toMillis(), log));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      begin(node, process, settings).toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      fail(process.name(), e.getCause(), hook, log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void fail(String name, Throwable failure, Thread hook, Logger log) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyLeaving) {
      // Told to stop while starting: the hook ends the process.
      return;
    }
    if (failure instanceof StartFailure) {
      Console.refuse(name + ": " + failure.getMessage());
      System.exit(EXIT_USAGE);
    }
    log.error("{} cannot start", name, failure);
    System.exit(EXIT_FAILURE);
  }

  /**
   * Runs in the shutdown hook. A JVM that a signal ends would exit with 128 and the signal's number
   * although everything was finished; only halting can say 0.
   */
  private static void leave(RunningNode node, long drainMillis, Logger log) {
    int status = EXIT_FAILURE;
    try {
      log.info("draining");
      node.stop()
          .toCompletionStage()
          .toCompletableFuture()
          .get(drainMillis + CLOSE_MILLIS, TimeUnit.MILLISECONDS);
      log.info("stopped");
      status = 0;
    } catch (TimeoutException e) {
      log.error("could not stop within {} ms, leaving anyway", drainMillis + CLOSE_MILLIS);
    } catch (ExecutionException e) {
      log.error("could not stop cleanly", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(status);
  }
}
