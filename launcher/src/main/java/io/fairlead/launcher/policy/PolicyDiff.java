package io.fairlead.launcher.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What differs between two documents, leaf by leaf. Pure. */
final class PolicyDiff {
  private PolicyDiff() {}

  /**
   * A line {@code - path: value} for what goes and {@code + path: value} for what comes, ordered by
   * path; none when they are equal.
   */
  static List<String> lines(JsonNode before, JsonNode after) {
    var had = leaves(before);
    var has = leaves(after);
    var paths = new TreeSet<>(had.keySet());
    paths.addAll(has.keySet());
    var lines = new ArrayList<String>();
    for (String path : paths) {
      var old = had.get(path);
      var now = has.get(path);
      if (old != null && !old.equals(now)) {
        lines.add("- " + path + ": " + old);
      }
      if (now != null && !now.equals(old)) {
        lines.add("+ " + path + ": " + now);
      }
    }
    return lines;
  }

  private static Map<String, JsonNode> leaves(JsonNode document) {
    var leaves = new LinkedHashMap<String, JsonNode>();
    document.properties().forEach(e -> collect(e.getValue(), e.getKey(), leaves));
    return leaves;
  }

  /** A list of plain values is one leaf; a list of objects is told apart by their names. */
  private static void collect(JsonNode node, String path, Map<String, JsonNode> leaves) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties().forEach(e -> collect(e.getValue(), path + "." + e.getKey(), leaves));
    } else if (node.isArray() && node.path(0).isObject()) {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), path + "[" + i + "]", leaves);
      }
    } else {
      leaves.put(path, node);
    }
  }
}
