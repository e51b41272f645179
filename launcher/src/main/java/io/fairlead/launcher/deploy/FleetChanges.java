package io.fairlead.launcher.deploy;

import io.fairlead.launcher.fleet.FleetDefinition;
import io.fairlead.launcher.fleet.ServiceDefinition;
import io.fairlead.launcher.task.Fleet;
import io.fairlead.node.StartFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The changes of a running fleet, one at a time, service by service in the order of the file, and
 * services that are no longer wanted last. Safe for any thread; a change holds its caller's until
 * it is done.
 */
public final class FleetChanges {
  private final Fleet fleet;
  private final ReentrantLock changing = new ReentrantLock();
  private volatile Map<String, ServiceDefinition> running;

  /**
   * How a change is made.
   *
   * @param force replaces tasks that are of the wanted revision, too
   * @param within how long each new task may take until callers are led to it
   */
  record Way(boolean force, Duration within) {}

  /**
   * @param running what was started
   */
  public FleetChanges(Fleet fleet, FleetDefinition running) {
    this.fleet = fleet;
    this.running = byName(running.services());
  }

  private static Map<String, ServiceDefinition> byName(List<ServiceDefinition> services) {
    var byName = new LinkedHashMap<String, ServiceDefinition>();
    services.forEach(service -> byName.put(service.serviceName(), service));
    return byName;
  }

  /** What it is of. */
  Fleet fleet() {
    return fleet;
  }

  /** What is wanted now, after the last change. */
  FleetDefinition definition() {
    return new FleetDefinition(List.copyOf(running.values()));
  }

  /**
   * Changes how many tasks services have.
   *
   * @param counts by service name
   * @return why it was given up; empty when all of it was done
   * @throws StartFailure when it is refused: then nothing has changed
   */
  Optional<String> scale(Map<String, Integer> counts, Way way, Consumer<Progress> progress) {
    return alone(
        () -> {
          var target = new ArrayList<ServiceDefinition>();
          var unknown =
              counts.keySet().stream().filter(name -> !running.containsKey(name)).sorted();
          unknown
              .findFirst()
              .ifPresent(
                  name -> {
                    throw new StartFailure(
                        "there is no service '"
                            + name
                            + "' (expected: one of "
                            + String.join(", ", running.keySet())
                            + ")");
                  });
          running
              .values()
              .forEach(
                  service ->
                      target.add(
                          service.scaledTo(
                              counts.getOrDefault(service.serviceName(), service.desiredCount()))));
          return change(new FleetDefinition(target), way, progress);
        });
  }

  /**
   * Makes the fleet what a file says.
   *
   * @return why it was given up; empty when all of it was done
   * @throws StartFailure when it is refused: then nothing has changed
   */
  Optional<String> deploy(FleetDefinition target, Way way, Consumer<Progress> progress) {
    return alone(() -> change(target, way, progress));
  }

  private interface Change {
    Optional<String> make();
  }

  private Optional<String> alone(Change change) {
    if (!changing.tryLock()) {
      throw new StartFailure(
          "another change of this fleet is under way (expected: one at a time; see fairlead ps)");
    }
    try {
      return change.make();
    } finally {
      changing.unlock();
    }
  }

  private Optional<String> change(FleetDefinition target, Way way, Consumer<Progress> progress) {
    ChangeRules.check(fleet, running, target, way.force());
    for (var service : target.services()) {
      var failure = bring(service, way, progress);
      if (failure.isPresent()) {
        return failure;
      }
    }
    var wanted = byName(target.services());
    for (var service : List.copyOf(running.values())) {
      if (!wanted.containsKey(service.serviceName())) {
        progress.accept(Progress.of("begins", service.serviceName(), "it is no longer wanted"));
        new RollingUpdate(fleet, service.scaledTo(0), Set.of(), way.within(), progress).run();
        keep(service.serviceName(), null);
      }
    }
    return Optional.empty();
  }

  /** Brings one service to what is wanted, or back. */
  private Optional<String> bring(ServiceDefinition service, Way way, Consumer<Progress> progress) {
    String name = service.serviceName();
    var before = running.get(name);
    var leaving =
        fleet.tasks(name).stream()
            .filter(task -> way.force() || !task.service().isSameRevision(service))
            .collect(Collectors.toSet());
    if (!leaving.isEmpty() || isUneven(service)) {
      progress.accept(Progress.of("begins", name, told(before, service, leaving.size())));
      var update = new RollingUpdate(fleet, service, leaving, way.within(), progress);
      var failure = update.run();
      if (failure.isPresent()) {
        return Optional.of(giveUp(service, before, update, failure.get(), way, progress));
      }
    }
    keep(name, service);
    return policy(service, before, way);
  }

  private boolean isUneven(ServiceDefinition service) {
    return fleet.tasks(service.serviceName()).size() != service.desiredCount();
  }

  private static String told(ServiceDefinition before, ServiceDefinition service, int leaving) {
    int from = before == null ? 0 : before.desiredCount();
    String count = from + " to " + service.desiredCount() + " tasks";
    return leaving == 0 ? count : count + ", " + leaving + " of them replaced";
  }

  private String giveUp(
      ServiceDefinition service,
      ServiceDefinition before,
      RollingUpdate update,
      String failure,
      Way way,
      Consumer<Progress> progress) {
    String name = service.serviceName();
    progress.accept(Progress.of("failed", name, failure));
    if (!service.deployment().rollback()) {
      keep(name, service);
      return name + " is given up and left as it is: " + failure;
    }
    progress.accept(Progress.of("rollingBack", name, null));
    var back = (before == null ? service.scaledTo(0) : before).withRoomToReplace();
    var again = new RollingUpdate(fleet, back, update.started(), way.within(), progress).run();
    keep(name, before);
    return again
        .map(why -> name + " is given up: " + failure + "; and it cannot be rolled back: " + why)
        .orElseGet(() -> name + " is rolled back: " + failure);
  }

  /** A policy that is no longer in the file stays: somebody may have applied it by hand. */
  private Optional<String> policy(ServiceDefinition service, ServiceDefinition before, Way way) {
    boolean same =
        before != null && Objects.equals(before.trafficPolicy(), service.trafficPolicy());
    if (same || service.trafficPolicy() == null) {
      return Optional.empty();
    }
    try {
      fleet.applyPolicies(List.of(service)).get(way.within().toMillis(), TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(e.getCause().getMessage());
    } catch (TimeoutException e) {
      return Optional.of(
          "the trafficPolicy of "
              + service.serviceName()
              + " is not applied after "
              + way.within().toSeconds()
              + " s (expected: a registry that answers)");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("the change was interrupted");
    }
  }

  private void keep(String name, ServiceDefinition service) {
    var next = new LinkedHashMap<>(running);
    if (service == null) {
      next.remove(name);
    } else {
      next.put(name, service);
    }
    running = next;
  }
}
