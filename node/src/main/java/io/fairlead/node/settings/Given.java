package io.fairlead.node.settings;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value that somebody gave, or the default.
 *
 * @param text as typed in a flag, a variable or a default; null when it came from a file
 * @param node as parsed from a file; null when it came as text
 * @param origin where from, as told to the user
 */
record Given(String text, JsonNode node, String origin) {
  static Given text(String text, String origin) {
    return new Given(text, null, origin);
  }

  static Given node(JsonNode node, String origin) {
    return new Given(null, node, origin);
  }

  String shown() {
    if (text != null) {
      return text.isEmpty() ? "\"\"" : text;
    }
    return node.isNull() ? "nothing" : node.toString();
  }
}
