package io.fairlead.launcher.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.catalog.policy.TrafficPolicy;
import io.fairlead.node.StartFailure;
import io.fairlead.registry.policy.PolicyReader;
import io.fairlead.registry.policy.PolicyRefused;
import io.fairlead.registry.policy.PolicyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a policy file wants of one service.
 *
 * @param service whose
 * @param policy validated
 */
record NamedPolicy(ServiceName service, TrafficPolicy policy) {
  private static final int FILE_BYTES_MAX = 4 << 20;
  private static final String SERVICE = "service";
  private static final Set<String> FIELDS = Set.of(SERVICE, "trafficPolicy", "version");

  ObjectNode document() {
    return PolicyText.tree(policy);
  }

  /**
   * Reads a file: a trafficPolicy document, {@code {"service": ..., "trafficPolicy": {...}}}, or a
   * list of those.
   *
   * @param service whose a bare document is; null when it was not said
   * @throws StartFailure with everything that is wrong with it
   */
  static List<NamedPolicy> read(Path file, String service) {
    var reading = new Reading(service);
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw new StartFailure(file + " is larger than 4 MiB (expected: traffic policies)");
      }
      reading.all(PolicyReader.parse(Files.readAllBytes(file), "the file"));
    } catch (IOException e) {
      throw new StartFailure(file + " cannot be read (expected: a trafficPolicy in JSON)");
    } catch (PolicyRefused refused) {
      reading.problems.addAll(refused.problems());
    }
    if (!reading.problems.isEmpty()) {
      throw new StartFailure(
          String.join("\n", reading.problems.stream().map(p -> file + ": " + p).toList()));
    }
    return reading.found;
  }

  /** What has been read of a file. */
  private static final class Reading {
    final List<NamedPolicy> found = new ArrayList<>();
    final List<String> problems = new ArrayList<>();
    private final Set<ServiceName> names = new HashSet<>();
    private final String service;

    Reading(String service) {
      this.service = service;
    }

    void all(JsonNode file) {
      if (!file.isArray()) {
        one(file, "");
        return;
      }
      for (int i = 0; i < file.size(); i++) {
        one(file.get(i), "[" + i + "].");
      }
    }

    private void one(JsonNode entry, String at) {
      if (entry.has(SERVICE)) {
        named(entry, at);
      } else if (!at.isEmpty()) {
        problems.add(at + SERVICE + " is missing (expected: SERVICE.NAMESPACE)");
      } else if (service == null) {
        problems.add("names no service (expected: --service SERVICE.NAMESPACE, or \"service\")");
      } else {
        add(service, entry, PolicyReader.ROOT, at);
      }
    }

    private void named(JsonNode entry, String at) {
      entry
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!FIELDS.contains(name)) {
                  problems.add(at + name + ": unknown field (expected: service and trafficPolicy)");
                }
              });
      if (!entry.path(SERVICE).isTextual() || !entry.has(PolicyReader.ROOT)) {
        problems.add(
            at + SERVICE + " and trafficPolicy are needed (expected: a text and an object)");
      } else if (service != null && !service.equals(entry.path(SERVICE).textValue())) {
        problems.add(
            at
                + SERVICE
                + ": "
                + entry.path(SERVICE)
                + " (expected: "
                + service
                + ", as --service)");
      } else {
        add(
            entry.path(SERVICE).textValue(),
            entry.path(PolicyReader.ROOT),
            at + PolicyReader.ROOT,
            at);
      }
    }

    private void add(String whose, JsonNode document, String place, String at) {
      try {
        var name = ServiceName.parse(whose);
        if (!names.add(name)) {
          problems.add(at + SERVICE + ": " + whose + " is given twice (expected: unique)");
        }
        found.add(new NamedPolicy(name, PolicyReader.read(document, place)));
      } catch (PolicyRefused refused) {
        problems.addAll(refused.problems());
      } catch (StartFailure wrong) {
        problems.add(at + SERVICE + ": " + wrong.getMessage());
      }
    }
  }
}
