package io.fairlead.launcher.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Puts a fleet together from files: fleets, services and task definitions, as ECS's API and its
 * command line have them. Services may name a task definition that comes in another file.
 */
final class FleetReading {
  private record File(String name, Findings findings) {}

  private record OfService(FieldReader reader, String namespace) {}

  private final List<File> files = new ArrayList<>();
  private final List<OfService> services = new ArrayList<>();
  private final TaskDefinitions tasks = new TaskDefinitions();

  /**
   * Takes one file.
   *
   * @param name for messages, empty for none
   */
  void add(String name, JsonNode root) {
    var findings = new Findings();
    files.add(new File(name, findings));
    var reader = new FieldReader("", root, findings);
    if (root.path("taskDefinition").isObject() && !isService(root)) {
      describedTask(reader);
    } else if (root.has("containerDefinitions")) {
      tasks.add(reader);
    } else if (isService(root)) {
      services.add(new OfService(reader, null));
    } else {
      fleet(reader);
    }
  }

  /** A service lists none; what names it or connects it is a service's alone. */
  private static boolean isService(JsonNode root) {
    return !root.has("services")
        && (root.has("serviceName")
            || root.has("desiredCount")
            || root.has("serviceConnectConfiguration"));
  }

  /** As {@code aws ecs describe-task-definition} prints it. */
  private void describedTask(FieldReader root) {
    tasks.add(root.object("taskDefinition"));
    root.ignore(EcsFields.DESCRIBED);
    root.end();
  }

  /** Also as {@code aws ecs describe-services} prints it. */
  private void fleet(FieldReader root) {
    var defaults = root.object("serviceConnectDefaults");
    String namespace = null;
    if (defaults != null) {
      namespace = ServiceConnectReader.namespace(defaults);
      defaults.end();
    }
    if (!root.has("services")) {
      root.missing("services", "the list of services");
    }
    for (var service : root.objects("services")) {
      services.add(new OfService(service, namespace));
    }
    root.ignore(EcsFields.DESCRIBED);
    root.end();
  }

  /**
   * The fleet of all files.
   *
   * @throws FleetRefused with everything that is wrong
   */
  FleetFile finish() throws FleetRefused {
    var complete =
        services.stream()
            .map(service -> ServiceReader.read(service.reader, service.namespace, tasks))
            .filter(Objects::nonNull)
            .toList();
    var between = new Findings();
    FleetRules.check(complete, between);
    files.add(new File("", between));
    var problems = files.stream().flatMap(file -> told(file).stream()).toList();
    if (!problems.isEmpty()) {
      throw new FleetRefused(problems);
    }
    Set<String> ignored = new LinkedHashSet<>();
    files.forEach(file -> ignored.addAll(file.findings.ignored()));
    return new FleetFile(new FleetDefinition(complete), ignored);
  }

  private static List<String> told(File file) {
    String before = file.name.isEmpty() ? "" : file.name + ": ";
    return file.findings.problems().stream().map(problem -> before + problem).toList();
  }
}
