package io.fairlead.launcher.fleet;

import io.fairlead.catalog.AppProtocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Reads a task definition and the containers in it. */
final class TaskDefinitionReader {
  private static final Pattern PORT_NAME = Pattern.compile("[a-z0-9_][a-z0-9_-]{0,63}");
  private static final int SECONDS_MAX = 3600;

  private TaskDefinitionReader() {}

  /** The task definition; what is wrong has been reported. */
  static TaskDefinition read(FieldReader task) {
    String family = task.text("family");
    if (!task.has("containerDefinitions")) {
      task.missing("containerDefinitions", "the list of containers");
    }
    var names = new HashSet<String>();
    var ports = new HashMap<Integer, String>();
    var containers = new ArrayList<ContainerDefinition>();
    for (var container : task.objects("containerDefinitions")) {
      var read = container(container);
      if (read.name() != null && !names.add(read.name())) {
        container.problem("name", "'" + read.name() + "' is the name of another container, too");
      }
      claimPorts(container, read, ports);
      containers.add(read);
    }
    task.ignore(EcsFields.TASK_DEFINITION);
    var read = new TaskDefinition(family, containers);
    misplaced(task, read);
    task.end();
    return read;
  }

  /** Many documents have it here, with mistakes of its own; all are told at once. */
  private static void misplaced(FieldReader task, TaskDefinition read) {
    String field = "serviceConnectConfiguration";
    task.misplaced(field, "in the service, beside serviceName and taskDefinition");
    var connect = task.object(field);
    if (connect != null) {
      ServiceConnectReader.read(connect, null, read);
    }
  }

  private static void claimPorts(
      FieldReader reader, ContainerDefinition container, Map<Integer, String> owners) {
    String name = Objects.requireNonNullElse(container.name(), "?");
    for (var port : container.portMappings()) {
      String owner = owners.putIfAbsent(port.containerPort(), name);
      if (owner != null && !owner.equals(name)) {
        reader.problem(
            "portMappings",
            port.containerPort()
                + " is a containerPort of '"
                + owner
                + "', too (expected: each port once, the containers share the task's address)");
      }
    }
  }

  private static ContainerDefinition container(FieldReader container) {
    String name = container.requiredText("name", "the container's name");
    var command = new ArrayList<>(container.texts("entryPoint"));
    command.addAll(container.texts("command"));
    if (command.isEmpty()) {
      container.problem(
          "command", "is empty (expected: the program to run and its arguments; no image is run)");
    }
    var read =
        new ContainerDefinition(
            name,
            command,
            environment(container),
            portMappings(container),
            healthCheck(container),
            !Boolean.FALSE.equals(container.truth("essential")),
            container.text("workingDirectory"),
            container.number("stopTimeout", 0, SECONDS_MAX));
    container.ignore(EcsFields.CONTAINER);
    container.end();
    return read;
  }

  private static Map<String, String> environment(FieldReader container) {
    var environment = new LinkedHashMap<String, String>();
    for (var variable : container.objects("environment")) {
      String name = variable.requiredText("name", "the variable's name");
      String value = variable.text("value");
      variable.end();
      if (name != null && environment.put(name, value == null ? "" : value) != null) {
        variable.problem("name", "'" + name + "' is given twice");
      }
    }
    return environment;
  }

  private static List<PortMapping> portMappings(FieldReader container) {
    var mappings = new ArrayList<PortMapping>();
    for (var mapping : container.objects("portMappings")) {
      String name = mapping.text("name");
      if (name != null && !PORT_NAME.matcher(name).matches()) {
        mapping.problem(
            "name", "'" + name + "' (expected: 1 to 64 of a-z, 0-9, _ and -, not starting with -)");
      }
      if (!mapping.has("containerPort")) {
        mapping.missing("containerPort", "1 to 65535");
      }
      Integer port = mapping.number("containerPort", 1, 65535);
      String protocol = choice(mapping, "protocol", List.of("tcp", "udp"), "tcp");
      String app = choice(mapping, "appProtocol", List.of("http", "http2", "grpc", "tcp"), "tcp");
      mapping.ignore(EcsFields.PORT_MAPPING);
      mapping.end();
      if (port != null) {
        var spoken = AppProtocol.valueOf(app.toUpperCase(Locale.ROOT));
        mappings.add(new PortMapping(name, port, protocol, spoken));
      }
    }
    return mappings;
  }

  private static String choice(
      FieldReader reader, String field, List<String> choices, String absent) {
    String given = reader.text(field);
    if (given != null && !choices.contains(given)) {
      reader.problem(field, "'" + given + "' (expected: " + String.join(", ", choices) + ")");
      return absent;
    }
    return given == null ? absent : given;
  }

  private static HealthCheck healthCheck(FieldReader container) {
    var check = container.object("healthCheck");
    if (check == null) {
      return null;
    }
    var command = check.texts("command");
    boolean complete =
        !command.isEmpty()
            && switch (command.get(0)) {
              case "NONE" -> command.size() == 1;
              case "CMD" -> command.size() >= 2;
              case "CMD-SHELL" -> command.size() == 2;
              default -> false;
            };
    if (!complete) {
      check.problem(
          "command",
          command + " (expected: [\"CMD\", program, arguments...] or [\"CMD-SHELL\", line])");
    }
    var read =
        new HealthCheck(
            command,
            check.number("interval", 1, SECONDS_MAX),
            check.number("timeout", 1, SECONDS_MAX),
            check.number("retries", 1, 100),
            check.number("startPeriod", 0, SECONDS_MAX));
    check.end();
    return read;
  }
}
