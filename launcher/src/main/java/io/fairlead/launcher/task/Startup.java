package io.fairlead.launcher.task;

import io.fairlead.launcher.process.Supervisor;
import io.fairlead.node.StartFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The order in which a fleet comes up: the first registry node and the applications at once; DNS
 * and sidecars when there is a registry to link to; the other registry nodes last, since requests
 * do not wait for them, and since two that start together might each found a cluster.
 */
final class Startup {
  private final Fleet fleet;
  private final FleetPolicies policies;

  Startup(Fleet fleet, FleetPolicies policies) {
    this.fleet = fleet;
    this.policies = policies;
  }

  /**
   * Starts all of it and waits.
   *
   * @throws StartFailure when something cannot start, or is not ready in time
   */
  void run(Duration within) {
    var applications = Together.all(fleet.tasks(), Task::startApplications);
    var first = fleet.registries().stream().limit(1).toList();
    var rest = Together.all(first, Supervisor::start).thenCompose(ready -> rest());
    var all =
        Together.all(List.of(applications, rest), Function.identity())
            .thenCompose(ready -> policies.apply());
    try {
      all.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw reason(e.getCause());
    } catch (TimeoutException e) {
      throw late(within);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("the start was interrupted");
    }
  }

  private CompletableFuture<Void> rest() {
    var readers =
        List.of(
            Together.all(fleet.dns(), Supervisor::start),
            Together.all(fleet.tasks(), Task::startSidecar));
    return Together.all(readers, Function.identity())
        .thenCompose(ready -> Together.all(fleet.registries(), Supervisor::start));
  }

  private static StartFailure reason(Throwable failure) {
    var cause =
        failure instanceof java.util.concurrent.CompletionException ? failure.getCause() : failure;
    return cause instanceof StartFailure known
        ? known
        : new StartFailure("the fleet cannot be started: " + cause);
  }

  /** Names the first process that is not ready, and why. */
  private StartFailure late(Duration within) {
    var waited =
        fleet.processes().stream()
            .filter(process -> process.state() != Supervisor.State.READY)
            .findFirst();
    if (waited.isEmpty()) {
      return new StartFailure(
          "the fleet is not ready after " + within.toSeconds() + " s" + policies.missing());
    }
    return new StartFailure(
        waited.get().spec().name()
            + " is not ready after "
            + within.toSeconds()
            + " s: "
            + Lateness.of(waited.get()));
  }
}
