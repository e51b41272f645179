package io.fairlead.launcher.release;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.launcher.policy.ServiceName;
import io.fairlead.node.StartFailure;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a part of the traffic goes.
 *
 * @param service another service, null for the one whose policy it is
 * @param subset of its instances, by attributes; empty for all
 */
record Target(String service, Map<String, String> subset) {
  Target {
    subset = Map.copyOf(subset);
  }

  /**
   * Reads {@code version=v2}, {@code version=v2,zone=a} or {@code backend-v2}.
   *
   * @param option that says so
   */
  static Target parse(String option, String text) {
    if (text.indexOf('=') < 0) {
      if (text.isBlank() || text.indexOf(',') >= 0) {
        throw wrong(option, text);
      }
      return new Target(text, Map.of());
    }
    Map<String, String> subset = new TreeMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals <= 0
          || subset.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
        throw wrong(option, text);
      }
    }
    return new Target(null, subset);
  }

  private static StartFailure wrong(String option, String text) {
    return new StartFailure(
        option + " is '" + text + "' (expected: ATTRIBUTE=VALUE, as version=v2, or a SERVICE)");
  }

  /** The part of a split. */
  ObjectNode destination(int weight) {
    var destination = JsonNodeFactory.instance.objectNode().put("weight", weight);
    if (service != null) {
      destination.put("service", service);
    }
    if (!subset.isEmpty()) {
      var attributes = destination.putObject("subset");
      new TreeMap<>(subset).forEach(attributes::put);
    }
    return destination;
  }

  /** What sidecars call it in their metrics. */
  String label(ServiceName whose) {
    String asked = service == null ? whose.toString() : service;
    return subset.isEmpty() ? asked : asked + " " + new TreeMap<>(subset);
  }

  @Override
  public String toString() {
    return service != null ? service : String.join(",", pairs());
  }

  private Iterable<String> pairs() {
    return new TreeMap<>(subset).entrySet().stream().map(Object::toString).toList();
  }
}
