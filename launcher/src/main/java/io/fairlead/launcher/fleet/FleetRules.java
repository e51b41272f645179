package io.fairlead.launcher.fleet;

import io.fairlead.catalog.ClientAlias;
import io.fairlead.catalog.ServiceConnectService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** What has to hold between the services of a fleet. */
final class FleetRules {
  /** Each task has an address of 127.0.7.0/24; a few are left for replacements. */
  private static final int TASKS_MAX = 250;

  private final List<ServiceDefinition> services;
  private final Findings findings;

  private FleetRules(List<ServiceDefinition> services, Findings findings) {
    this.services = services;
    this.findings = findings;
  }

  /** Reports everything that breaks a rule. */
  static void check(List<ServiceDefinition> services, Findings findings) {
    var rules = new FleetRules(services, findings);
    rules.serviceNamesAreUnique();
    rules.discoveryNamesAreUnique();
    rules.clientAliasesAreUnique();
    rules.portsLeaveRoomForTheSidecar();
    rules.tasksHaveAddresses();
  }

  private void serviceNamesAreUnique() {
    var seen = new HashSet<String>();
    for (var service : services) {
      if (!seen.add(service.serviceName())) {
        findings.problem(
            "serviceName", "'" + service.serviceName() + "' is given twice (expected: unique)");
      }
    }
  }

  private void discoveryNamesAreUnique() {
    Map<List<String>, String> owners = new HashMap<>();
    for (var service : services) {
      for (var offered : offered(service)) {
        var key = List.of(namespace(service), offered.discoveryName());
        String owner = owners.putIfAbsent(key, service.serviceName());
        if (owner != null) {
          findings.problem(
              service.serviceName(),
              "Cannot create multiple services with the discoveryName '"
                  + offered.discoveryName()
                  + "' in namespace "
                  + namespace(service)
                  + "; it is "
                  + owner
                  + "'s.");
        }
      }
    }
  }

  private void clientAliasesAreUnique() {
    Map<List<String>, String> owners = new HashMap<>();
    for (var service : services) {
      for (var offered : offered(service)) {
        for (var alias : offered.clientAliases()) {
          String shown = shown(alias, offered, service);
          String owner =
              owners.putIfAbsent(List.of(namespace(service), shown), offered.discoveryName());
          if (owner != null && !owner.equals(offered.discoveryName())) {
            findings.problem(
                service.serviceName(),
                "the client alias "
                    + shown
                    + " is that of '"
                    + owner
                    + "', too (expected: unique)");
          }
        }
      }
    }
  }

  private static String shown(
      ClientAlias alias, ServiceConnectService offered, ServiceDefinition service) {
    String name =
        alias.dnsName() == null
            ? offered.discoveryName() + "." + namespace(service)
            : alias.dnsName();
    return name + ":" + alias.port();
  }

  private void portsLeaveRoomForTheSidecar() {
    for (var service : services) {
      if (!service.isConnected()) {
        continue;
      }
      for (var container : service.taskDefinition().containerDefinitions()) {
        for (var port : container.portMappings()) {
          if (SidecarPorts.ALL.contains(port.containerPort())) {
            findings.problem(
                service.serviceName(),
                "containerPort "
                    + port.containerPort()
                    + " is the sidecar's (expected: any but "
                    + SidecarPorts.ALL
                    + ")");
          }
        }
      }
    }
  }

  private void tasksHaveAddresses() {
    int tasks = new FleetDefinition(services).taskCount();
    if (tasks > TASKS_MAX) {
      findings.problem(
          "desiredCount", tasks + " tasks in all (expected: at most " + TASKS_MAX + ")");
    }
  }

  private static List<ServiceConnectService> offered(ServiceDefinition service) {
    return service.isConnected() ? service.serviceConnectConfiguration().services() : List.of();
  }

  private static String namespace(ServiceDefinition service) {
    String namespace = service.serviceConnectConfiguration().namespace();
    return namespace == null ? "" : namespace;
  }
}
