package io.fairlead.launcher.check;

import io.fairlead.launcher.fleet.SidecarPorts;
import io.fairlead.launcher.process.HttpGet;
import io.fairlead.launcher.process.Probe;
import io.fairlead.launcher.task.ControlPorts;
import io.fairlead.launcher.task.TaskAddresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Whether what runs here is well, or, when nothing runs, whether its ports are free. */
final class FleetChecks {
  private static final String GROUP = "fleet";
  private static final String PORTS = "ports";
  private static final int REGISTRIES_MAX = 9;

  private final ControlPorts ports;
  private final TaskAddresses tasks;
  private final CloudMapProbe api;
  private final DnsProbe dns;

  FleetChecks(ControlPorts ports, TaskAddresses tasks) {
    this.ports = ports;
    this.tasks = tasks;
    this.api = new CloudMapProbe();
    this.dns = new DnsProbe();
  }

  List<Verdict> run() {
    var registries = registryHosts();
    return registries.isEmpty() ? nothingRuns() : running(registries);
  }

  private List<String> registryHosts() {
    var hosts = new ArrayList<String>();
    for (int node = 1; node <= REGISTRIES_MAX; node++) {
      String host = ports.registryHost(node);
      if (listens(host, ports.api())) {
        hosts.add(host);
      }
    }
    return hosts;
  }

  private List<Verdict> nothingRuns() {
    var verdicts = new ArrayList<Verdict>();
    verdicts.add(
        Verdict.ok(GROUP, "registry", "none runs here (start one: fairlead dev, demo or up)"));
    for (int port : List.of(ports.api(), ports.link(), ports.member(), ports.dns())) {
      String subject = ControlPorts.LOOPBACK + ":" + port;
      verdicts.add(
          listens(ControlPorts.LOOPBACK, port)
              ? Verdict.problem(
                  PORTS, subject, "in use", "see who holds it: ss -ltnp 'sport = :" + port + "'")
              : Verdict.ok(PORTS, subject, "free"));
    }
    return verdicts;
  }

  private List<Verdict> running(List<String> registries) {
    var verdicts = new ArrayList<Verdict>();
    for (String host : registries) {
      verdicts.add(api(host));
      verdicts.add(link(host));
    }
    verdicts.add(dns());
    for (int n = 1; n <= TaskAddresses.LAST; n++) {
      String host = tasks.address(n);
      if (listens(host, SidecarPorts.MANAGEMENT)) {
        verdicts.add(sidecar(host));
      }
    }
    return verdicts;
  }

  private Verdict api(String host) {
    var address = new InetSocketAddress(host, ports.api());
    String subject = "registry API " + host + ":" + ports.api();
    return api.failure(address)
        .map(
            failure ->
                Verdict.problem(
                    GROUP,
                    subject,
                    failure,
                    "see its log, or who holds the port: ss -ltnp 'sport = :" + ports.api() + "'"))
        .orElseGet(() -> Verdict.ok(GROUP, subject, "answers ListNamespaces"));
  }

  private Verdict link(String host) {
    if (isDev(host)) {
      return Verdict.ok(GROUP, "bus link", "none, fairlead dev is one process");
    }
    String subject = "bus link " + host + ":" + ports.link();
    return listens(host, ports.link())
        ? Verdict.ok(GROUP, subject, "accepts connections")
        : Verdict.problem(
            GROUP, subject, "does not listen", "sidecars cannot reach it: see the registry's log");
  }

  private Verdict dns() {
    String subject = "DNS " + ControlPorts.LOOPBACK + ":" + ports.dns();
    return dns.failure(ControlPorts.LOOPBACK, ports.dns())
        .map(failure -> Verdict.problem(GROUP, subject, failure, "see the log of dns"))
        .orElseGet(() -> Verdict.ok(GROUP, subject, "answers"));
  }

  private static Verdict sidecar(String host) {
    String subject = "sidecar " + host;
    return Probe.managementReady(host, SidecarPorts.MANAGEMENT)
        .missing()
        .map(missing -> Verdict.problem(GROUP, subject, missing, "see its log"))
        .orElseGet(() -> Verdict.ok(GROUP, subject, "ready"));
  }

  /** A process tells on its management port what it is. */
  private boolean isDev(String host) {
    try {
      var url = URI.create("http://" + host + ":" + ports.registryManagement() + "/");
      return HttpGet.direct(url).body().contains("\"process\" : \"dev\"");
    } catch (IOException unknown) {
      return false;
    }
  }

  private static boolean listens(String host, int port) {
    return Probe.listening(new InetSocketAddress(host, port)).missing().isEmpty();
  }
}
