package io.fairlead.proxy.check;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A command that must exit with 0, in ECS's spelling: {@code CMD} and its words, {@code CMD-SHELL}
 * and a line for {@code sh}, or just the words.
 */
public final class CommandCheck implements AppCheck {
  private final Vertx vertx;
  private final List<String> command;
  private final Duration timeout;

  public CommandCheck(Vertx vertx, List<String> command, Duration timeout) {
    this.vertx = vertx;
    this.command = words(command);
    this.timeout = timeout;
  }

  static List<String> words(List<String> given) {
    return switch (given.get(0)) {
      case "CMD" -> List.copyOf(given.subList(1, given.size()));
      case "CMD-SHELL" -> List.of("sh", "-c", String.join(" ", given.subList(1, given.size())));
      default -> List.copyOf(given);
    };
  }

  @Override
  public Future<Void> probe() {
    return vertx.executeBlocking(this::start, false).compose(this::ended);
  }

  private Process start() throws IOException {
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private Future<Void> ended(Process process) {
    Promise<Integer> exit = Promise.promise();
    Future.fromCompletionStage(process.onExit(), vertx.getOrCreateContext())
        .onSuccess(ended -> exit.tryComplete(ended.exitValue()));
    long timer = vertx.setTimer(timeout.toMillis(), t -> tooLate(process, exit));
    return exit.future().eventually(() -> cancelled(timer)).compose(this::judge);
  }

  private Future<Void> cancelled(long timer) {
    vertx.cancelTimer(timer);
    return Future.succeededFuture();
  }

  private void tooLate(Process process, Promise<Integer> exit) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    exit.tryFail(new CheckFailure("command took longer than " + timeout.toMillis() + " ms"));
  }

  private Future<Void> judge(int code) {
    return code == 0
        ? Future.succeededFuture()
        : Future.failedFuture(
            new CheckFailure(
                "command " + command.get(0) + " exited with " + code + " (expected: 0)"));
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
