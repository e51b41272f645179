package io.fairlead.launcher.task;

import io.fairlead.launcher.fleet.FleetDefinition;
import io.fairlead.launcher.fleet.ServiceDefinition;
import io.fairlead.launcher.fleet.SidecarPorts;
import io.fairlead.node.StartFailure;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * What has to hold before anything is started: the jars are there, and every address and port that
 * the fleet will listen on can be had. Binds each of them for a moment.
 */
public final class Preflight {
  private static final int TOLD_MAX = 4;

  private final List<String> problems = new ArrayList<>();

  private Preflight() {}

  /**
   * Stops the start when something is in the way.
   *
   * @throws StartFailure with one line for each problem
   */
  public static void require(FleetDefinition fleet, FleetSettings settings) {
    settings.home().requireJars();
    var preflight = new Preflight();
    preflight.controlPlane(settings);
    int n = 0;
    for (var service : fleet.services()) {
      for (int task = 1; task <= service.desiredCount(); task++) {
        preflight.task(service, task, settings.addresses().address(++n));
      }
    }
    preflight.refuse();
  }

  private void refuse() {
    if (problems.isEmpty()) {
      return;
    }
    var told = new ArrayList<>(problems.subList(0, Math.min(TOLD_MAX, problems.size())));
    if (problems.size() > TOLD_MAX) {
      told.add(
          (problems.size() - TOLD_MAX)
              + " more of that kind: does another fleet run here? (fairlead check tells)");
    }
    throw new StartFailure(String.join("\n", told));
  }

  private void controlPlane(FleetSettings settings) {
    var ports = settings.ports();
    for (int node = 1; node <= settings.registries(); node++) {
      String host = ports.registryHost(node);
      String owner = "registry-" + node;
      tcp(host, ports.api(), owner + "'s API");
      tcp(host, ports.link(), owner + "'s bus link");
      tcp(host, ports.member(), owner + "'s cluster");
      tcp(host, ports.registryManagement(), owner + "'s management");
    }
    if (settings.registries() > 0) {
      tcp(ControlPorts.LOOPBACK, ports.dns(), "DNS");
      udp(ControlPorts.LOOPBACK, ports.dns(), "DNS");
      tcp(ControlPorts.LOOPBACK, ports.dnsManagement(), "DNS management");
    }
  }

  private void task(ServiceDefinition service, int number, String host) {
    String task = service.serviceName() + "-" + number;
    for (var container : service.taskDefinition().containerDefinitions()) {
      for (var port : container.portMappings()) {
        if (port.protocol().equals("udp")) {
          udp(host, port.containerPort(), task);
        } else {
          tcp(host, port.containerPort(), task);
        }
      }
    }
    if (service.isConnected()) {
      tcp(host, SidecarPorts.INGRESS, task + "'s sidecar");
      tcp(host, SidecarPorts.EGRESS, task + "'s sidecar");
      tcp(host, SidecarPorts.MANAGEMENT, task + "'s sidecar");
      service.serviceConnectConfiguration().services().stream()
          .filter(offered -> offered.ingressPortOverride() != null)
          .forEach(offered -> tcp(host, offered.ingressPortOverride(), task + "'s sidecar"));
    }
  }

  private void tcp(String host, int port, String owner) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      problems.add(problem(host, port, owner, e, "ss -ltnp 'sport = :" + port + "'"));
    }
  }

  private void udp(String host, int port, String owner) {
    try (var socket = new DatagramSocket(null)) {
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      problems.add(problem(host, port, owner, e, "ss -lunp 'sport = :" + port + "'"));
    }
  }

  private static String problem(
      String host, int port, String owner, IOException failure, String whoHoldsIt) {
    String place = host + ":" + port + " for " + owner;
    if (failure instanceof BindException && String.valueOf(failure.getMessage()).contains("use")) {
      return place + " is in use (expected: free; see who holds it with: " + whoHoldsIt + ")";
    }
    return place
        + " cannot be bound: "
        + failure.getMessage()
        + " (expected: a loopback address; on macOS add it with: sudo ifconfig lo0 alias "
        + host
        + ")";
  }
}
