package io.fairlead.launcher.task;

import io.fairlead.launcher.fleet.FleetDefinition;
import io.fairlead.launcher.fleet.ServiceDefinition;
import io.fairlead.launcher.jvm.ClassArchives;
import io.fairlead.launcher.policy.PolicyApi;
import io.fairlead.launcher.process.ProcessListener;
import io.fairlead.launcher.process.ProcessSpec;
import io.fairlead.launcher.process.RestartSchedule;
import io.fairlead.launcher.process.Supervisor;
import io.fairlead.launcher.process.Warden;
import io.fairlead.node.StartFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A fleet of processes on this machine. Safe for any thread; whatever happens to the launcher, its
 * processes end with it.
 */
public final class Fleet implements AutoCloseable {
  private static final int CLOCK_THREADS = 6;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(40);

  private final FleetSettings settings;
  private final ProcessListener listener;
  private final ClassArchives archives;
  private final Warden warden = Warden.start();
  private final ScheduledExecutorService clock =
      Executors.newScheduledThreadPool(
          CLOCK_THREADS,
          action -> {
            var thread = new Thread(action, "fleet-clock");
            thread.setDaemon(true);
            return thread;
          });
  private final List<Supervisor> registries;
  private final List<Supervisor> dns;
  private final List<Task> tasks = new ArrayList<>();
  private final Map<String, Integer> taskCounts = new HashMap<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private boolean closing;
  private volatile boolean hasTcp;
  private int lastNumber;

  /** A fleet of which nothing runs yet. */
  public Fleet(FleetSettings settings, ProcessListener listener) {
    this.settings = settings;
    this.listener = listener;
    this.archives = new ClassArchives(settings.home());
    var plane = new ControlPlane(settings, archives);
    this.registries = plane.registries().stream().map(this::supervisor).toList();
    this.dns = registries.isEmpty() ? List.of() : List.of(supervisor(plane.dns()));
  }

  /**
   * Starts a whole fleet, if its addresses are free, and waits until all of it is ready.
   *
   * @throws StartFailure when something cannot start; nothing is left running then
   */
  public static Fleet start(FleetDefinition definition, FleetSettings settings, Duration within) {
    Preflight.require(definition, settings);
    var fleet = new Fleet(settings, ProcessListener.none());
    fleet.start(definition, within);
    return fleet;
  }

  /**
   * Starts registry nodes, DNS and every task that is wanted, and waits until all are ready.
   *
   * @param within how long that may take
   * @throws StartFailure when something cannot start; nothing is left running then
   */
  public void start(FleetDefinition definition, Duration within) {
    try {
      hasTcp = definition.hasTcp();
      for (var service : definition.services()) {
        for (int n = 0; n < service.desiredCount(); n++) {
          add(service);
        }
      }
      new Startup(this, new FleetPolicies(definition, new PolicyApi(settings.api()), clock))
          .run(within);
    } catch (StartFailure failure) {
      close();
      throw failure;
    }
  }

  /** Adds one more task of a service, at an address of its own, without starting it. */
  public synchronized Task add(ServiceDefinition service) {
    if (closing) {
      throw new StartFailure("the fleet is being stopped");
    }
    int count = taskCounts.merge(service.serviceName(), 1, Integer::sum);
    var place =
        TaskPlace.of(
            service.serviceName() + "-" + count,
            settings.addresses().address(freeNumber()),
            settings.home().folder().toString());
    var processes = new TaskProcesses(settings, archives, service, place, hasTcp);
    var task =
        new Task(
            service,
            place,
            processes.applications().stream().map(this::supervisor).toList(),
            service.isConnected() ? List.of(supervisor(processes.sidecar())) : List.of());
    tasks.add(task);
    return task;
  }

  /** The next after the one that was given last, so that one that is left rests for a while. */
  private int freeNumber() {
    var taken = tasks.stream().map(Task::host).collect(Collectors.toSet());
    for (int tried = 0; tried < TaskAddresses.LAST; tried++) {
      int number = lastNumber % TaskAddresses.LAST + 1;
      lastNumber = number;
      if (!taken.contains(settings.addresses().address(number))) {
        return number;
      }
    }
    return TaskAddresses.LAST + 1;
  }

  /** Stops a task and forgets it; completes when nothing of it runs and its address is free. */
  public CompletableFuture<Void> remove(Task task) {
    return task.stop().thenRun(() -> forget(task));
  }

  private void forget(Task task) {
    keepArchives(task.processes());
    synchronized (this) {
      tasks.remove(task);
    }
  }

  private void keepArchives(List<Supervisor> ended) {
    ended.forEach(p -> p.lastExit().ifPresent(exit -> archives.keep(p.spec().command(), exit)));
  }

  /**
   * Gives the registry the traffic policies of these services.
   *
   * @return completes when it has all of them; fails with {@link StartFailure}
   */
  public CompletableFuture<Void> applyPolicies(List<ServiceDefinition> services) {
    return new FleetPolicies(new FleetDefinition(services), new PolicyApi(settings.api()), clock)
        .apply();
  }

  /** Whether its tasks are told addresses of services that are called by TCP. */
  public boolean hasTcp() {
    return hasTcp;
  }

  private Supervisor supervisor(ProcessSpec spec) {
    return new Supervisor(spec, RestartSchedule.defaults(), warden, clock, listener);
  }

  /** Where it runs. */
  public FleetSettings settings() {
    return settings;
  }

  /** The class archives of its jars. */
  public ClassArchives archives() {
    return archives;
  }

  /** For processes that end with the fleet but are not supervised by it. */
  public Warden warden() {
    return warden;
  }

  /** Every task that was added and not removed, in that order. */
  public synchronized List<Task> tasks() {
    return List.copyOf(tasks);
  }

  /** The tasks of a service. */
  public List<Task> tasks(String serviceName) {
    return tasks().stream().filter(t -> t.service().serviceName().equals(serviceName)).toList();
  }

  /** The registry nodes that belong to it. */
  public List<Supervisor> registries() {
    return registries;
  }

  /** The DNS server, if it belongs to it. */
  List<Supervisor> dns() {
    return dns;
  }

  /** Every process: registry nodes, DNS, then task by task. */
  public List<Supervisor> processes() {
    return Stream.of(
            registries.stream(),
            dns.stream(),
            tasks().stream().flatMap(t -> t.processes().stream()))
        .flatMap(processes -> processes)
        .toList();
  }

  /**
   * The process of this name: {@code registry-1}, {@code dns}, {@code backend-1}, {@code
   * backend-1-sidecar}.
   */
  public Supervisor process(String name) {
    return processes().stream()
        .filter(process -> process.spec().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no process " + name));
  }

  /** Whether it is being stopped. */
  public synchronized boolean isClosing() {
    return closing;
  }

  /** Stops tasks, then DNS and registry nodes; returns when nothing of it runs any more. */
  @Override
  public void close() {
    boolean first;
    synchronized (this) {
      first = !closing;
      closing = true;
    }
    if (first) {
      stopAll();
      closed.complete(null);
    }
    closed.join();
  }

  private void stopAll() {
    var all =
        Together.all(tasks(), Task::stop)
            .thenCompose(stopped -> Together.all(dns, Supervisor::stop))
            .thenCompose(stopped -> Together.all(registries, Supervisor::stop));
    try {
      all.orTimeout(CLOSE_WITHIN.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException tooLong) {
      var unused = Together.all(processes(), Supervisor::kill);
    }
    keepArchives(processes());
    clock.shutdownNow();
    warden.close();
  }
}
