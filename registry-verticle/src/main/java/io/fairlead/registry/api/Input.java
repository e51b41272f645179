package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Typed access to an input that its {@link Shape} has already judged; null members are absent. */
final class Input {
  private final ObjectNode json;

  Input(ObjectNode json) {
    this.json = json;
  }

  /** Null when absent. */
  String text(String name) {
    return find(name).map(JsonNode::textValue).orElse(null);
  }

  String text(String name, String fallback) {
    return find(name).map(JsonNode::textValue).orElse(fallback);
  }

  long whole(String name, long fallback) {
    return find(name).map(JsonNode::longValue).orElse(fallback);
  }

  Optional<Input> structure(String name) {
    return find(name).map(node -> new Input((ObjectNode) node));
  }

  List<Input> structures(String name) {
    var found = new ArrayList<Input>();
    find(name).ifPresent(list -> list.forEach(node -> found.add(new Input((ObjectNode) node))));
    return found;
  }

  List<String> texts(String name) {
    var found = new ArrayList<String>();
    find(name).ifPresent(list -> list.forEach(node -> found.add(node.textValue())));
    return found;
  }

  /** Ordered by key, so that equal maps print alike. */
  Map<String, String> map(String name) {
    var found = new TreeMap<String, String>();
    find(name)
        .ifPresent(
            map -> map.properties().forEach(e -> found.put(e.getKey(), e.getValue().textValue())));
    return found;
  }

  private Optional<JsonNode> find(String name) {
    JsonNode node = json.get(name);
    return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
  }
}
