package io.fairlead.launcher.task;

import io.fairlead.launcher.fleet.ContainerDefinition;
import io.fairlead.launcher.fleet.ServiceDefinition;
import io.fairlead.launcher.fleet.SidecarPorts;
import io.fairlead.launcher.jvm.ClassArchives;
import io.fairlead.launcher.jvm.FatJar;
import io.fairlead.launcher.jvm.JvmFlags;
import io.fairlead.launcher.process.Probe;
import io.fairlead.launcher.process.ProcessSpec;
import io.fairlead.launcher.process.Restart;
import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Turns a service definition and a place into the processes of one task: what, not when. */
final class TaskProcesses {
  private static final Duration STOP_GRACE = Duration.ofSeconds(10);

  private final FleetSettings settings;
  private final ClassArchives archives;
  private final ServiceDefinition service;
  private final TaskPlace place;
  private final boolean byAddress;

  /**
   * @param byAddress whether the fleet has services that are called by an address of their own
   */
  TaskProcesses(
      FleetSettings settings,
      ClassArchives archives,
      ServiceDefinition service,
      TaskPlace place,
      boolean byAddress) {
    this.byAddress = byAddress;
    this.settings = settings;
    this.archives = archives;
    this.service = service;
    this.place = place;
  }

  /** The processes of its containers; the only one has the task's name. */
  List<ProcessSpec> applications() {
    var containers = service.taskDefinition().containerDefinitions();
    return containers.stream()
        .map(c -> application(containers.size() == 1 ? place.id() : place.id() + "-" + c.name(), c))
        .toList();
  }

  private ProcessSpec application(String name, ContainerDefinition container) {
    return new ProcessSpec(
        name,
        archives.applied(container.command().stream().map(place::expand).toList()),
        environment(container),
        folder(container),
        log(name),
        Probe.all(ports(container)),
        Duration.ofSeconds(
            Objects.requireNonNullElse(container.stopTimeout(), (int) STOP_GRACE.toSeconds())),
        container.essential() ? Restart.ALWAYS : Restart.NEVER);
  }

  private List<Probe> ports(ContainerDefinition container) {
    return container.portMappings().stream()
        .filter(port -> port.protocol().equals("tcp"))
        .map(port -> Probe.listening(new InetSocketAddress(place.host(), port.containerPort())))
        .toList();
  }

  /** What the launcher offers, then what the container asks for, then who the task is. */
  private Map<String, String> environment(ContainerDefinition container) {
    var environment = new LinkedHashMap<String, String>();
    environment.put(
        "PATH",
        JvmFlags.javaFolder() + File.pathSeparator + System.getenv().getOrDefault("PATH", ""));
    if (service.isConnected()) {
      environment.put("http_proxy", "http://" + place.host() + ":" + SidecarPorts.EGRESS);
      environment.put("no_proxy", "localhost,127.0.0.1," + place.host());
      if (byAddress) {
        environment.put("FAIRLEAD_HOSTS_FILE", hostsFile().toString());
      }
    }
    container.environment().forEach((key, value) -> environment.put(key, place.expand(value)));
    environment.put("FAIRLEAD_TASK_ADDRESS", place.host());
    environment.put("FAIRLEAD_TASK_ID", place.id());
    return environment;
  }

  private static Path folder(ContainerDefinition container) {
    return Path.of(Objects.requireNonNullElse(container.workingDirectory(), ""))
        .toAbsolutePath()
        .normalize();
  }

  /** The process of its sidecar; writes the settings file that it will read. */
  ProcessSpec sidecar() {
    String name = place.id() + "-sidecar";
    Path file = settings.folder().resolve(name + ".json");
    String hosts = byAddress ? hostsFile().toString() : null;
    SidecarFile.of(service, place, settings.allLinks(), settings.kept(), hosts).write(file);
    var arguments = List.of("--settings", file.toString());
    return new ProcessSpec(
        name,
        archives.applied(JvmFlags.command(settings.home(), FatJar.PROXY, arguments)),
        JvmFlags.environment(),
        settings.folder(),
        log(name),
        Probe.managementReady(place.host(), SidecarPorts.MANAGEMENT),
        STOP_GRACE,
        Restart.UNLESS_REFUSED);
  }

  /** Where its sidecar tells the virtual addresses, in the form of /etc/hosts. */
  private Path hostsFile() {
    return settings.folder().resolve(place.id() + ".hosts");
  }

  private Path log(String name) {
    return settings.folder().resolve(name + ".log");
  }
}
