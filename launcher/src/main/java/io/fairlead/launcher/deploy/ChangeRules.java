package io.fairlead.launcher.deploy;

import io.fairlead.launcher.fleet.FleetDefinition;
import io.fairlead.launcher.fleet.ServiceDefinition;
import io.fairlead.launcher.task.Fleet;
import io.fairlead.launcher.task.TaskAddresses;
import io.fairlead.node.StartFailure;
import java.util.Map;

/** What has to hold before a running fleet is changed, so that a change is refused as a whole. */
final class ChangeRules {
  private ChangeRules() {}

  /**
   * Refuses what cannot be done.
   *
   * @throws StartFailure naming the first thing
   */
  static void check(
      Fleet fleet, Map<String, ServiceDefinition> running, FleetDefinition target, boolean force) {
    if (target.hasTcp() && !fleet.hasTcp()) {
      throw new StartFailure(
          "a service is called by TCP, and this fleet was started without any, so that its tasks"
              + " know no addresses for it (expected: stop it and start it with these files)");
    }
    if (target.taskCount() > TaskAddresses.LAST) {
      throw new StartFailure(
          target.taskCount() + " tasks in all (expected: at most " + TaskAddresses.LAST + ")");
    }
    for (var service : target.services()) {
      var before = running.get(service.serviceName());
      boolean replaced = before != null && (force || !before.isSameRevision(service));
      if (replaced && service.deployment().isStuck(service.desiredCount())) {
        throw new StartFailure(stuck(service));
      }
    }
  }

  private static String stuck(ServiceDefinition service) {
    var how = service.deployment();
    int desired = service.desiredCount();
    return service.serviceName()
        + " cannot be replaced: of "
        + desired
        + " tasks "
        + how.healthyMin(desired)
        + " have to stay (minimumHealthyPercent "
        + how.minimumHealthyPercent()
        + ") and "
        + how.runningMax(desired)
        + " may run (maximumPercent "
        + how.maximumPercent()
        + "; expected: room for one more, or for one less)";
  }
}
