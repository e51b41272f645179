package io.fairlead.launcher.up;

import io.fairlead.catalog.ClientAlias;
import io.fairlead.catalog.ServiceConnectService;
import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.console.Console.Tone;
import io.fairlead.launcher.fleet.ServiceDefinition;
import io.fairlead.launcher.fleet.SidecarPorts;
import io.fairlead.launcher.task.ControlPorts;
import io.fairlead.launcher.task.Fleet;
import io.fairlead.launcher.task.Task;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What runs now, and what to try with it. */
final class FleetView {
  private static final int HTTP = 80;

  private final Console console;
  private final Fleet fleet;

  FleetView(Console console, Fleet fleet) {
    this.console = console;
    this.fleet = fleet;
  }

  /** Prints it. */
  void show() {
    console.line("");
    console.line(console.paint(Tone.STRONG, "Running"));
    var services = new LinkedHashSet<ServiceDefinition>();
    fleet.tasks().forEach(task -> services.add(task.service()));
    services.forEach(this::service);
    tries(services);
    console.line("");
    console.line("Ctrl-C stops everything; fairlead ps, scale and deploy change it as it runs.");
  }

  private void service(ServiceDefinition service) {
    String tasks =
        fleet.tasks(service.serviceName()).stream()
            .map(task -> task.id() + " " + task.host())
            .collect(Collectors.joining(", "));
    String urls =
        service.isConnected()
            ? service.serviceConnectConfiguration().services().stream()
                .map(offered -> url(service, offered))
                .collect(Collectors.joining(" "))
            : "";
    console.line(
        String.format(Locale.ROOT, "  %-16s %-32s %s", service.serviceName(), urls, tasks));
  }

  private static String url(ServiceDefinition service, ServiceConnectService offered) {
    var alias = offered.clientAliases().stream().findFirst();
    String name = alias.map(ClientAlias::dnsName).orElseGet(() -> name(service, offered));
    int port = alias.map(ClientAlias::port).orElse(HTTP);
    return "http://" + name + (port == HTTP ? "" : ":" + port);
  }

  private static String name(ServiceDefinition service, ServiceConnectService offered) {
    return offered.discoveryName() + "." + service.serviceConnectConfiguration().namespace();
  }

  private void tries(Set<ServiceDefinition> services) {
    Optional<Task> caller =
        fleet.tasks().stream().filter(task -> task.service().isConnected()).findFirst();
    var offering =
        services.stream()
            .filter(ServiceDefinition::isConnected)
            .filter(s -> !s.serviceConnectConfiguration().services().isEmpty())
            .findFirst();
    if (caller.isEmpty() || offering.isEmpty()) {
      return;
    }
    var offered = offering.get().serviceConnectConfiguration().services().get(0);
    console.line("");
    console.line("Try");
    console.line(
        "  curl -x http://"
            + caller.get().host()
            + ":"
            + SidecarPorts.EGRESS
            + " "
            + url(offering.get(), offered)
            + "/");
    if (!fleet.registries().isEmpty()) {
      console.line(
          "  dig @"
              + ControlPorts.LOOPBACK
              + " -p "
              + fleet.settings().ports().dns()
              + " +short "
              + name(offering.get(), offered));
    }
  }
}
