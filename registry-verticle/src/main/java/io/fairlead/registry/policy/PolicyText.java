package io.fairlead.registry.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.catalog.policy.TrafficPolicy;

/** Shows policies as people write them: nothing of what was not said. Pure. */
public final class PolicyText {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private PolicyText() {}

  /** The document; empty when nothing was said. */
  public static ObjectNode tree(TrafficPolicy policy) {
    ObjectNode document = JSON.valueToTree(policy);
    document.path("routes").forEach(route -> dropIfEmpty((ObjectNode) route, "split"));
    dropIfEmpty(document, "routes");
    return document;
  }

  /** Of these lists none and an empty one are the same; others say something by being empty. */
  private static void dropIfEmpty(ObjectNode object, String list) {
    if (object.path(list).isEmpty()) {
      object.remove(list);
    }
  }
}
