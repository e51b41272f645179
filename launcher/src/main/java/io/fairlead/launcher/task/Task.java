package io.fairlead.launcher.task;

import io.fairlead.launcher.fleet.ServiceDefinition;
import io.fairlead.launcher.process.Restart;
import io.fairlead.launcher.process.Supervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A running task: the processes of its containers, and its sidecar. Safe for any thread. */
public final class Task {
  private final ServiceDefinition service;
  private final TaskPlace place;
  private final List<Supervisor> applications;
  private final List<Supervisor> sidecar;

  /**
   * @param sidecar one, or none for a task outside the mesh
   */
  Task(
      ServiceDefinition service,
      TaskPlace place,
      List<Supervisor> applications,
      List<Supervisor> sidecar) {
    this.service = service;
    this.place = place;
    this.applications = applications;
    this.sidecar = sidecar;
  }

  /** Its name in the fleet and its instance id in the catalog. */
  public String id() {
    return place.id();
  }

  /** Its own loopback address. */
  public String host() {
    return place.host();
  }

  /** What it is one of. */
  public ServiceDefinition service() {
    return service;
  }

  /** All of its processes, the sidecar last. */
  public List<Supervisor> processes() {
    var all = new ArrayList<>(applications);
    all.addAll(sidecar);
    return all;
  }

  /** The processes of its containers. */
  public List<Supervisor> applications() {
    return List.copyOf(applications);
  }

  /** Its sidecar, none for a task outside the mesh. */
  public List<Supervisor> sidecar() {
    return List.copyOf(sidecar);
  }

  /** Whether all of it runs that is to run, and was ready since its last start. */
  public boolean isReady() {
    return processes().stream().allMatch(Task::isReady);
  }

  private static boolean isReady(Supervisor process) {
    boolean mayEnd = process.spec().restart() == Restart.NEVER && process.lastExit().isPresent();
    return process.state() == Supervisor.State.READY || mayEnd;
  }

  /**
   * What keeps it from traffic, in a few words; empty when callers are led to it. Asks its sidecar,
   * which blocks for up to a second.
   */
  public Optional<String> missing() {
    var unready = processes().stream().filter(process -> !isReady(process)).findFirst();
    return unready.isPresent() ? Optional.of(Lateness.of(unready.get())) : InTraffic.missing(this);
  }

  /** Starts what does not run; completes when all of it is ready. */
  public CompletableFuture<Void> start() {
    return Together.all(processes(), Supervisor::start);
  }

  CompletableFuture<Void> startApplications() {
    return Together.all(applications, Supervisor::start);
  }

  CompletableFuture<Void> startSidecar() {
    return Together.all(sidecar, Supervisor::start);
  }

  /**
   * First the sidecar, which takes the task out of the catalog and finishes what runs, then the
   * application.
   */
  public CompletableFuture<Void> stop() {
    return Together.all(sidecar, Supervisor::stop)
        .thenCompose(stopped -> Together.all(applications, Supervisor::stop));
  }

  /** SIGKILL to all at once, as when a machine goes; nothing is started again. */
  public CompletableFuture<Void> kill() {
    return Together.all(processes(), Supervisor::kill);
  }
}
