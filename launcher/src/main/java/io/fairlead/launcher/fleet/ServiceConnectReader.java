package io.fairlead.launcher.fleet;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.catalog.ClientAlias;
import io.fairlead.catalog.ServiceConnectService;
import io.fairlead.catalog.TimeoutConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a {@code serviceConnectConfiguration} and holds it against the task definition. */
final class ServiceConnectReader {
  private static final Pattern NAMESPACE = Pattern.compile("(?!arn:)[!-~&&[^<>\"/]]{1,253}");
  private static final Pattern DISCOVERY_NAME = Pattern.compile("[a-z0-9_][a-z0-9_-]{0,63}");
  private static final Pattern DNS_NAME = Pattern.compile("[a-z0-9_.][a-z0-9_.-]{0,126}");
  private static final int PORT_MAX = 65535;

  private ServiceConnectReader() {}

  /**
   * The configuration, null when it is switched off.
   *
   * @param task null when it could not be read
   */
  static ServiceConnectConfiguration read(
      FieldReader connect, String defaultNamespace, TaskDefinition task) {
    if (!connect.has("enabled")) {
      connect.missing("enabled", "true or false");
    }
    boolean enabled = !Boolean.FALSE.equals(connect.truth("enabled"));
    String own = namespace(connect);
    String namespace = own == null ? defaultNamespace : own;
    if (enabled && namespace == null && !connect.has("namespace")) {
      connect.missing(
          "namespace", "a namespace's name here or in the file's serviceConnectDefaults");
    }
    var services = new ArrayList<ServiceConnectService>();
    for (var service : connect.objects("services")) {
      services.add(service(service, task));
    }
    logs(connect);
    connect.misplaced("logDriver", "logConfiguration.logDriver");
    connect.end();
    return enabled
        ? new ServiceConnectConfiguration(
            namespace, services.stream().filter(Objects::nonNull).toList())
        : null;
  }

  /** Valid or told, and without a meaning here: the sidecar logs into the run's folder. */
  private static void logs(FieldReader connect) {
    var logs = connect.object("logConfiguration");
    if (logs != null) {
      logs.oneOf("logDriver", EcsFields.LOG_DRIVERS);
      logs.accept(Set.of("options", "secretOptions"));
      logs.end();
    }
    var access = connect.object("accessLogConfiguration");
    if (access != null) {
      access.oneOf("format", Set.of("TEXT", "JSON"));
      if (access.has("includeQueryParameters")) {
        access.oneOf("includeQueryParameters", Set.of("DISABLED", "ENABLED"));
      }
      access.end();
      if (logs == null) {
        connect.missing("logConfiguration", "one, without which there is no access log");
      }
    }
    connect.ignore(Set.of("accessLogConfiguration", "logConfiguration"));
  }

  /** The field {@code namespace}, null when absent or wrong. */
  static String namespace(FieldReader reader) {
    String name = reader.text("namespace");
    if (name != null && !NAMESPACE.matcher(name).matches()) {
      reader.problem(
          "namespace",
          "'" + name + "' (expected: a namespace's name, such as demo.local, not an ARN)");
      return null;
    }
    return name;
  }

  private static ServiceConnectService service(FieldReader service, TaskDefinition task) {
    String portName = service.requiredText("portName", "the name of a port mapping");
    String discoveryName = service.text("discoveryName");
    if (discoveryName != null && !DISCOVERY_NAME.matcher(discoveryName).matches()) {
      service.problem(
          "discoveryName",
          "'" + discoveryName + "' (expected: 1 to 64 of a-z, 0-9, _ and -, not starting with -)");
    }
    var aliases = clientAliases(service);
    Integer override = service.number("ingressPortOverride", 1, PORT_MAX);
    var timeout = timeout(service);
    service.misplaced("clientAlias", "clientAliases, a list");
    tls(service);
    service.end();
    if (portName == null) {
      return null;
    }
    if (task != null) {
      againstTask(service, portName, override, timeout, task);
    }
    return new ServiceConnectService(portName, discoveryName, aliases, override, timeout);
  }

  /** Valid or told, and without a meaning here: there is no certificate authority of AWS. */
  private static void tls(FieldReader service) {
    var tls = service.object("tls");
    if (tls != null) {
      if (!tls.has("issuerCertificateAuthority")) {
        tls.missing("issuerCertificateAuthority", "{\"awsPcaAuthorityArn\": ...}");
      }
      tls.accept(Set.of("issuerCertificateAuthority", "kmsKey", "roleArn"));
      tls.end();
    }
    service.ignore(EcsFields.SERVICE_CONNECT_SERVICE);
  }

  private static void againstTask(
      FieldReader service,
      String portName,
      Integer override,
      TimeoutConfiguration timeout,
      TaskDefinition task) {
    var port = task.port(portName);
    if (port.isEmpty()) {
      service.problem(
          "portName",
          "Port Mapping '" + portName + "' does not exist on the task definition." + known(task));
      return;
    }
    if (port.get().protocol().equals("udp")) {
      service.problem("portName", "'" + portName + "' is a udp port (expected: tcp)");
    }
    if (timeout != null
        && timeout.perRequestTimeoutSeconds() != null
        && port.get().appProtocol() == AppProtocol.TCP) {
      service.problem(
          "timeout.perRequestTimeoutSeconds",
          "'" + portName + "' is TCP (expected: appProtocol http, http2 or grpc)");
    }
    if (override != null && listens(task, override)) {
      service.problem(
          "ingressPortOverride", override + " is a containerPort (expected: a port that is free)");
    }
  }

  private static boolean listens(TaskDefinition task, int port) {
    return task.containerDefinitions().stream()
        .flatMap(container -> container.portMappings().stream())
        .anyMatch(mapping -> mapping.containerPort() == port);
  }

  private static String known(TaskDefinition task) {
    var names =
        task.containerDefinitions().stream()
            .flatMap(container -> container.portMappings().stream())
            .map(PortMapping::name)
            .filter(Objects::nonNull)
            .toList();
    return names.isEmpty() ? " No port mapping has a name." : " It has " + String.join(", ", names);
  }

  private static List<ClientAlias> clientAliases(FieldReader service) {
    var aliases = new ArrayList<ClientAlias>();
    for (var alias : service.objects("clientAliases")) {
      if (!alias.has("port")) {
        alias.missing("port", "1 to 65535");
      }
      Integer port = alias.number("port", 1, PORT_MAX);
      String dnsName = alias.text("dnsName");
      if (dnsName != null && !DNS_NAME.matcher(dnsName).matches()) {
        alias.problem(
            "dnsName",
            "'" + dnsName + "' (expected: 1 to 127 of a-z, 0-9, _, - and ., not starting with -)");
      }
      alias.ignore(EcsFields.CLIENT_ALIAS);
      alias.end();
      if (port != null) {
        aliases.add(new ClientAlias(port, dnsName));
      }
    }
    return aliases;
  }

  private static TimeoutConfiguration timeout(FieldReader service) {
    var timeout = service.object("timeout");
    if (timeout == null) {
      return null;
    }
    var read =
        new TimeoutConfiguration(
            timeout.number("idleTimeoutSeconds", 0, Integer.MAX_VALUE),
            timeout.number("perRequestTimeoutSeconds", 0, Integer.MAX_VALUE));
    timeout.end();
    return read;
  }
}
