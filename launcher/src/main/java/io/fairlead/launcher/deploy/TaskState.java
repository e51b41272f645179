package io.fairlead.launcher.deploy;

import io.fairlead.launcher.fleet.FleetDefinition;
import io.fairlead.launcher.process.Supervisor;
import io.fairlead.launcher.process.Supervisor.State;
import io.fairlead.launcher.task.Task;
import java.util.List;

/**
 * A task as {@code fairlead ps} tells of it.
 *
 * @param state {@code ready}, {@code starting}, {@code restarting}, {@code draining}, {@code given
 *     up} or {@code stopped}
 * @param current whether it is of the revision that is wanted
 * @param pids of its processes that run, the sidecar's last
 */
record TaskState(
    String service, String task, String address, String state, boolean current, List<Long> pids) {
  TaskState {
    pids = List.copyOf(pids);
  }

  static TaskState of(Task task, FleetDefinition wanted) {
    String name = task.service().serviceName();
    boolean current =
        wanted.services().stream()
            .filter(service -> service.serviceName().equals(name))
            .anyMatch(task.service()::isSameRevision);
    var pids =
        task.processes().stream().flatMapToLong(process -> process.pid().stream()).boxed().toList();
    return new TaskState(name, task.id(), task.host(), state(task, pids), current, pids);
  }

  private static String state(Task task, List<Long> pids) {
    var states = task.processes().stream().map(Supervisor::state).toList();
    if (task.isReady()) {
      return "ready";
    } else if (states.contains(State.GIVEN_UP)) {
      return "given up";
    } else if (states.contains(State.WAITING)) {
      return "restarting";
    } else if (states.contains(State.STARTING)) {
      return "starting";
    }
    return pids.isEmpty() ? "stopped" : "draining";
  }
}
