package io.fairlead.launcher.naming;

import io.fairlead.launcher.jvm.FatJar;
import io.fairlead.launcher.jvm.Home;
import io.fairlead.launcher.lab.LabFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A network of its own with a registry node, a DNS server that is the resolver so far, and a task
 * that only calls others, whose sidecar is told {@code --dns}. What runs as the task's application
 * sees a resolv.conf that names the sidecar, and nothing else is set for it.
 */
final class NamedHost implements AutoCloseable {
  /** Where the sidecar answers: the address of a task that is told none. */
  private static final String SIDECAR = "127.0.0.1";

  private static final String RESOLVER_SO_FAR = "127.0.0.2";

  /** Mounts its first two arguments over the system's files, for what it runs alone. */
  private static final String MOUNT =
      "mount --bind \"$1\" /etc/resolv.conf && mount --bind \"$2\" /etc/nsswitch.conf"
          + " && shift 2 && exec \"$@\"";

  private final LabFleet fleet;

  NamedHost(Home home, Path folder) {
    this.fleet = new LabFleet(home, folder, List.of(), NamedHost::start);
  }

  private static void start(LabFleet fleet) throws IOException {
    Files.writeString(fleet.file("resolv.conf"), "nameserver " + SIDECAR + "\n");
    Files.writeString(fleet.file("nsswitch.conf"), "hosts: files dns\n");
    // As an operator leaves it who puts the sidecar before what was there.
    Files.writeString(
        fleet.file("host-resolv.conf"),
        "nameserver " + SIDECAR + "\nnameserver " + RESOLVER_SO_FAR + "\n");
    fleet.startRegistry();
    fleet.start(
        FatJar.DNS,
        "dns",
        "--listen.host=" + RESOLVER_SO_FAR,
        "--listen.port=53",
        "--view.folder=");
    fleet.start(
        FatJar.PROXY,
        "sidecar",
        "--dns",
        "--dns.resolvConf=" + fleet.file("host-resolv.conf"),
        "--task.namespace=demo.local",
        "--view.folder=");
    fleet.awaitRegistry();
    fleet.call("CreateHttpNamespace", "{\"Name\":\"demo.local\"}");
    fleet.until("the sidecar is ready", () -> fleet.page("ready").equals("ready\n"));
  }

  /** Starts a task with the demo's backend, which others know as {@code backend:8080}. */
  void startBackend() {
    fleet.startBackend();
  }

  /** Registers something that has no sidecar, which the resolver so far knows. */
  void registerElsewhere(String namespace, String service, String address) {
    String serviceId =
        fleet.createService(
            "CreatePrivateDnsNamespace", Map.of("Name", namespace, "Vpc", "vpc-1"), service);
    fleet.call(
        "RegisterInstance",
        "{\"ServiceId\":\"%s\",\"InstanceId\":\"one\",\"Attributes\":{\"AWS_INSTANCE_IPV4\":\"%s\"}}"
            .formatted(serviceId, address));
  }

  /** What a program prints that runs as the task's application does. */
  String asApplication(String... command) {
    var all = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", MOUNT, "sh"));
    all.add(fleet.file("resolv.conf").toString());
    all.add(fleet.file("nsswitch.conf").toString());
    all.addAll(List.of(command));
    return fleet.run(all.toArray(String[]::new)).strip();
  }

  @Override
  public void close() {
    fleet.close();
  }
}
