package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.catalog.Instance;
import java.util.Map;
import java.util.TreeMap;

/** Instances as Cloud Map shows them. */
final class InstanceJson {
  private InstanceJson() {}

  /** Cloud Map {@code Instance}. */
  static ObjectNode full(Instance instance, String accountId) {
    var json = summary(instance, accountId);
    if (instance.creatorRequestId() != null) {
      json.put("CreatorRequestId", instance.creatorRequestId());
    }
    return json;
  }

  /** Cloud Map {@code InstanceSummary}. */
  static ObjectNode summary(Instance instance, String accountId) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("Id", instance.id()).put("CreatedByAccount", accountId);
    addAttributes(json, instance.attributes());
    return json;
  }

  /** Cloud Map {@code HttpInstanceSummary}. */
  static ObjectNode discovered(Instance instance, String namespaceName, String serviceName) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("InstanceId", instance.id())
        .put("NamespaceName", namespaceName)
        .put("ServiceName", serviceName)
        .put("HealthStatus", instance.healthStatus().name());
    addAttributes(json, instance.attributes());
    return json;
  }

  private static void addAttributes(ObjectNode json, Map<String, String> attributes) {
    var added = json.putObject("Attributes");
    new TreeMap<>(attributes).forEach(added::put);
  }
}
