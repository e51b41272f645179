package io.fairlead.launcher.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fairlead.catalog.AppProtocol;
import io.fairlead.catalog.ClientAlias;
import io.fairlead.catalog.ServiceConnectService;
import io.fairlead.catalog.TimeoutConfiguration;
import io.fairlead.launcher.fleet.ContainerDefinition;
import io.fairlead.launcher.fleet.ServiceDefinition;
import io.fairlead.launcher.fleet.SidecarPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The settings file of one task's sidecar, as the proxy jar's {@code --settings} reads it. */
record SidecarFile(
    Identity task,
    List<Offered> services,
    Egress egress,
    Listener ingress,
    Listener management,
    Link link,
    View view) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .serializationInclusion(JsonInclude.Include.NON_EMPTY)
          .build();

  /** Whose sidecar it is. */
  record Identity(String namespace, String id, String host, Map<String, String> attributes) {
    /** With the attributes that ECS gives its instances. */
    static Identity of(ServiceDefinition service, TaskPlace place) {
      var attributes = new TreeMap<String, String>();
      attributes.put("ECS_SERVICE_NAME", service.serviceName());
      if (service.taskDefinition().family() != null) {
        attributes.put("ECS_TASK_DEFINITION_FAMILY", service.taskDefinition().family());
      }
      String namespace = service.serviceConnectConfiguration().namespace();
      return new Identity(namespace, place.id(), place.host(), attributes);
    }
  }

  /** A service that the task offers. */
  record Offered(
      String portName,
      String discoveryName,
      List<ClientAlias> clientAliases,
      Integer ingressPortOverride,
      TimeoutConfiguration timeout,
      int containerPort,
      AppProtocol appProtocol,
      Check check) {}

  /** How the sidecar asks whether the application is well; null for a TCP connect. */
  record Check(List<String> command, String interval, String timeout, Integer failures) {}

  /** Where it listens. */
  record Listener(String host, int port) {}

  /** The registry nodes. */
  record Link(List<String> registries) {}

  /** Where it keeps its last view. */
  record View(String folder) {}

  /** Where its application's calls come in. */
  record Egress(String host, int port, Boolean virtualAddresses, String hostsFile) {}

  /**
   * The settings of a task's sidecar.
   *
   * @param hostsFile where it tells the virtual addresses of client aliases; null for none of them
   */
  static SidecarFile of(
      ServiceDefinition service, TaskPlace place, List<String> links, Path kept, String hostsFile) {
    var connect = service.serviceConnectConfiguration();
    return new SidecarFile(
        Identity.of(service, place),
        connect.services().stream().map(offered -> offered(offered, service, place)).toList(),
        new Egress(place.host(), SidecarPorts.EGRESS, hostsFile == null ? null : true, hostsFile),
        new Listener(place.host(), SidecarPorts.INGRESS),
        new Listener(place.host(), SidecarPorts.MANAGEMENT),
        new Link(links),
        new View(kept.toString()));
  }

  private static Offered offered(
      ServiceConnectService offered, ServiceDefinition service, TaskPlace place) {
    var task = service.taskDefinition();
    var container = task.containerOf(offered.portName()).orElseThrow();
    var port = container.port(offered.portName()).orElseThrow();
    return new Offered(
        offered.portName(),
        offered.discoveryName(),
        offered.clientAliases(),
        offered.ingressPortOverride(),
        offered.timeout(),
        port.containerPort(),
        port.appProtocol(),
        check(container, place));
  }

  private static Check check(ContainerDefinition container, TaskPlace place) {
    var check = container.healthCheck();
    if (check == null || check.command().get(0).equals("NONE")) {
      return null;
    }
    return new Check(
        check.command().stream().map(place::expand).toList(),
        seconds(check.interval()),
        seconds(check.timeout()),
        check.retries());
  }

  private static String seconds(Integer value) {
    return value == null ? null : value + "s";
  }

  /** Writes it. */
  void write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, JSON.writeValueAsString(this) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }
}
