package io.fairlead.launcher.task;

import io.fairlead.launcher.jvm.ClassArchives;
import io.fairlead.launcher.jvm.FatJar;
import io.fairlead.launcher.jvm.JvmFlags;
import io.fairlead.launcher.process.Probe;
import io.fairlead.launcher.process.ProcessSpec;
import io.fairlead.launcher.process.Restart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The processes of the registry nodes and of the DNS server: what, not when. */
final class ControlPlane {
  private static final Duration STOP_GRACE = Duration.ofSeconds(20);

  private final FleetSettings settings;
  private final ClassArchives archives;
  private final ControlPorts ports;

  ControlPlane(FleetSettings settings, ClassArchives archives) {
    this.archives = archives;
    this.settings = settings;
    this.ports = settings.ports();
  }

  /** The registry nodes, the first first. */
  List<ProcessSpec> registries() {
    return IntStream.rangeClosed(1, settings.registries()).mapToObj(this::registry).toList();
  }

  private ProcessSpec registry(int node) {
    String host = ports.registryHost(node);
    return jvm(
        "registry-" + node,
        FatJar.REGISTRY,
        host,
        ports.registryManagement(),
        List.of(
            "--api.host=" + host,
            "--api.port=" + ports.api(),
            "--link.host=" + host,
            "--link.port=" + ports.link(),
            "--cluster.host=" + host,
            "--cluster.port=" + ports.member(),
            "--cluster.members=" + members(),
            "--data.folder=" + settings.kept()));
  }

  private String members() {
    return IntStream.rangeClosed(1, settings.registries())
        .mapToObj(node -> ports.registryHost(node) + ":" + ports.member())
        .collect(Collectors.joining(","));
  }

  /** The DNS server. */
  ProcessSpec dns() {
    return jvm(
        "dns",
        FatJar.DNS,
        ControlPorts.LOOPBACK,
        ports.dnsManagement(),
        List.of(
            "--listen.host=" + ControlPorts.LOOPBACK,
            "--listen.port=" + ports.dns(),
            "--link.registries=" + String.join(",", settings.allLinks()),
            "--view.folder=" + settings.kept()));
  }

  private ProcessSpec jvm(
      String name, FatJar jar, String host, int management, List<String> flags) {
    var arguments = new ArrayList<>(flags);
    arguments.add("--management.host=" + host);
    arguments.add("--management.port=" + management);
    return new ProcessSpec(
        name,
        archives.applied(JvmFlags.command(settings.home(), jar, arguments)),
        JvmFlags.environment(),
        settings.folder(),
        settings.folder().resolve(name + ".log"),
        Probe.managementReady(host, management),
        STOP_GRACE,
        Restart.UNLESS_REFUSED);
  }
}
