package io.fairlead.launcher.deploy;

import io.fairlead.launcher.deploy.RollingStep.Standing;
import io.fairlead.launcher.fleet.ServiceDefinition;
import io.fairlead.launcher.task.Fleet;
import io.fairlead.launcher.task.Task;
import io.fairlead.node.StartFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Brings the tasks of one service to what is wanted, step by step. One thread runs it and waits;
 * what it waits for comes to it by a queue.
 */
final class RollingUpdate {
  private static final long LOOK_MILLIS = 100;

  /** All tasks share this machine: more starts at once would slow those that serve. */
  private static final int STARTING_MAX =
      Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private final Fleet fleet;
  private final ServiceDefinition wanted;
  private final Duration within;
  private final Consumer<Progress> progress;
  private final List<Task> healthy = new ArrayList<>();
  private final List<Task> leaving = new ArrayList<>();
  private final Map<Task, Start> starting = new LinkedHashMap<>();
  private final Set<Task> started = new HashSet<>();
  private final Set<Task> draining = new HashSet<>();
  private final BlockingQueue<Task> gone = new LinkedBlockingQueue<>();

  /** A task on its way into traffic. */
  private record Start(CompletableFuture<Void> ready, long deadlineNanos) {}

  /**
   * @param leaves the tasks that do not stay; others do unless they are broken or too many
   * @param within how long each new task may take until callers are led to it
   */
  RollingUpdate(
      Fleet fleet,
      ServiceDefinition wanted,
      Set<Task> leaves,
      Duration within,
      Consumer<Progress> progress) {
    this.fleet = fleet;
    this.wanted = wanted;
    this.within = within;
    this.progress = progress;
    for (var task : fleet.tasks(wanted.serviceName())) {
      if (!task.isReady()) {
        drain(task);
      } else if (leaves.contains(task)) {
        leaving.add(task);
      } else {
        healthy.add(task);
      }
    }
  }

  /**
   * Runs until it is reached, or until a new task turns out not to come up: then nothing more is
   * started, and the tasks that did not come up are stopped.
   *
   * @return why it was given up; empty when it was reached
   * @throws StartFailure when the fleet is stopped meanwhile
   */
  Optional<String> run() {
    Optional<String> failure = Optional.empty();
    while (failure.isEmpty() && !standing().isReached()) {
      failure = step();
      if (failure.isEmpty()) {
        listen();
        failure = look();
      }
    }
    if (failure.isPresent()) {
      List.copyOf(starting.keySet()).forEach(this::drain);
    }
    while (!draining.isEmpty()) {
      listen();
    }
    return failure;
  }

  /** The tasks that it has started, of which some may be gone again. */
  Set<Task> started() {
    return Set.copyOf(started);
  }

  private Standing standing() {
    return new Standing(wanted.desiredCount(), healthy.size(), starting.size(), leaving.size());
  }

  private Optional<String> step() {
    var step = RollingStep.of(standing(), wanted.deployment());
    for (int n = 0; n < step.stopKept(); n++) {
      drain(starting.isEmpty() ? newest(healthy) : newest(List.copyOf(starting.keySet())));
    }
    for (int n = 0; n < step.stopLeaving(); n++) {
      drain(newest(leaving));
    }
    try {
      for (int n = Math.min(step.start(), STARTING_MAX - starting.size()); n > 0; n--) {
        start();
      }
      return Optional.empty();
    } catch (StartFailure noRoom) {
      return Optional.of(noRoom.getMessage());
    }
  }

  private static Task newest(List<Task> tasks) {
    return tasks.get(tasks.size() - 1);
  }

  private void start() {
    var task = fleet.add(wanted);
    started.add(task);
    starting.put(task, new Start(task.start(), System.nanoTime() + within.toNanos()));
    tell("starting", task);
  }

  private void drain(Task task) {
    healthy.remove(task);
    leaving.remove(task);
    starting.remove(task);
    draining.add(task);
    tell("draining", task);
    var unused = fleet.remove(task).whenComplete((done, failure) -> gone.add(task));
  }

  private void listen() {
    try {
      var ended = gone.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (ended != null) {
        draining.remove(ended);
        tell("gone", ended);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("the change was interrupted");
    }
    if (fleet.isClosing()) {
      throw new StartFailure("the fleet is being stopped");
    }
  }

  /** Looks at those that start; tells why when one does not come up. */
  private Optional<String> look() {
    for (var entry : List.copyOf(starting.entrySet())) {
      var task = entry.getKey();
      var start = entry.getValue();
      if (start.ready().isCompletedExceptionally()) {
        return Optional.of(reason(start.ready()));
      }
      var missing = task.missing();
      if (missing.isEmpty()) {
        starting.remove(task);
        healthy.add(task);
        tell("healthy", task);
      } else if (System.nanoTime() - start.deadlineNanos() > 0) {
        return Optional.of(
            task.id() + " is not in traffic after " + within.toSeconds() + " s: " + missing.get());
      }
    }
    return Optional.empty();
  }

  private static String reason(CompletableFuture<Void> failed) {
    try {
      failed.join();
      return "";
    } catch (CompletionException e) {
      return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    }
  }

  private void tell(String event, Task task) {
    progress.accept(
        new Progress(
            event, wanted.serviceName(), task.id(), event.equals("starting") ? task.host() : null));
  }
}
