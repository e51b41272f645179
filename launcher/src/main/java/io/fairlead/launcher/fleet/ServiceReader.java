package io.fairlead.launcher.fleet;

import io.fairlead.catalog.policy.TrafficPolicy;
import io.fairlead.registry.policy.PolicyReader;
import io.fairlead.registry.policy.PolicyRefused;
import java.util.regex.Pattern;

/** Reads one entry of {@code services[]}. */
final class ServiceReader {
  /** ECS allows 255; here the name is part of an instance id, which has at most 64. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{0,57}");

  private static final String POLICY = PolicyReader.ROOT;

  private static final int DESIRED_MAX = 10_000;

  private ServiceReader() {}

  /** The service, null when it lacks what makes one; what is wrong has been reported. */
  static ServiceDefinition read(
      FieldReader service, String defaultNamespace, TaskDefinitions tasks) {
    String name = name(service);
    Integer desired = service.number("desiredCount", 0, DESIRED_MAX);
    var task = taskDefinition(service, tasks);
    var connect = service.object("serviceConnectConfiguration");
    var configuration =
        connect == null ? null : ServiceConnectReader.read(connect, defaultNamespace, task);
    var policy = policy(service, desired, configuration);
    var deployment = DeploymentReader.read(service);
    service.ignore(EcsFields.SERVICE);
    service.end();
    if (name == null || task == null) {
      return null;
    }
    return new ServiceDefinition(
        name, desired == null ? 1 : desired, task, configuration, policy, deployment);
  }

  /** Kept with the services that the tasks register, so there have to be some. */
  private static TrafficPolicy policy(
      FieldReader service, Integer desired, ServiceConnectConfiguration configuration) {
    var document = service.json(POLICY);
    if (document == null) {
      return null;
    }
    if (configuration == null || configuration.services().isEmpty()) {
      service.problem(
          POLICY, "is for nobody (expected: a serviceConnectConfiguration with services)");
    } else if (desired != null && desired == 0) {
      service.problem(
          POLICY, "is kept with what tasks register (expected: a desiredCount of 1 or more)");
    }
    try {
      return PolicyReader.read(document, service.at(POLICY));
    } catch (PolicyRefused refused) {
      service.problems(refused.problems());
      return null;
    }
  }

  private static String name(FieldReader service) {
    String expected = "1 to 58 letters, digits, _ or -, starting with a letter or digit";
    // Documents about ECS call it name, and no other field of a service is called that.
    String field = service.has("serviceName") || !service.has("name") ? "serviceName" : "name";
    String name = service.requiredText(field, expected);
    if (name != null && !NAME.matcher(name).matches()) {
      service.problem(field, "'" + name + "' (expected: " + expected + ")");
    }
    return name;
  }

  private static TaskDefinition taskDefinition(FieldReader service, TaskDefinitions tasks) {
    String field = "taskDefinition";
    if (!service.has(field)) {
      service.missing(field, "the task definition itself, or the family of one in another file");
      return null;
    }
    if (!service.isText(field)) {
      var task = service.object(field);
      return task == null ? null : TaskDefinitionReader.read(task);
    }
    String reference = service.text(field);
    var found = tasks.find(reference);
    if (found.isEmpty()) {
      service.problem(
          field,
          "'"
              + reference
              + "' is not here ("
              + tasks.known()
              + "; expected: a file with that task definition beside this one, or the definition"
              + " itself in this place)");
    }
    return found.orElse(null);
  }
}
