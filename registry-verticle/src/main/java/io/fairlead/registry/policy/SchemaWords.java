package io.fairlead.registry.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import io.fairlead.node.settings.Nearest;
import java.util.ArrayList;
import java.util.List;

/** Says in a sentence what a document has against the schema: place, value, expectation. Pure. */
final class SchemaWords {
  private static final int VALUE_CHARACTERS_MAX = 60;

  private final JsonNode schema;
  private final String root;

  /**
   * @param root the document's own place
   */
  SchemaWords(JsonNode schema, String root) {
    this.schema = schema;
    this.root = root;
  }

  String problem(ValidationMessage message, JsonNode document) {
    var location = message.getInstanceLocation();
    String at = place(location);
    var rule = rule(message);
    var value = value(document, location);
    return switch (message.getType()) {
      case "additionalProperties" -> unknown(at, message.getProperty(), rule);
      case "required" -> at + ": " + missing(message);
      case "dependentRequired" -> at + ": " + needs(message.getProperty(), rule);
      case "not" -> at + ": " + rule.path("not").path("title").asText("is contradictory");
      case "type" -> at + ": " + shown(value) + expected(type(rule) + orNothing(value));
      case "enum" -> at + ": " + shown(value) + expected(choice(value, rule.path("enum")));
      case "minimum", "maximum" -> at + ": " + shown(value) + expected(range(rule));
      case "pattern" -> at + ": " + shown(value) + expected(title(rule, "another form"));
      case "minProperties", "maxProperties" ->
          at + ": " + fields(value) + expected(title(rule, count(rule, "Properties", "fields")));
      case "minItems", "maxItems" ->
          at + ": " + value.size() + " elements" + expected(count(rule, "Items", "elements"));
      case "minLength", "maxLength" ->
          at + ": " + shown(value) + expected(count(rule, "Length", "characters"));
      case "uniqueItems" -> at + ": holds something twice" + expected("each once");
      default -> at + ": " + message.getError();
    };
  }

  /** The object in the schema that holds the keyword which was broken. */
  private JsonNode rule(ValidationMessage message) {
    return schema.at(parent(pointer(message)));
  }

  private static String pointer(ValidationMessage message) {
    String location = message.getSchemaLocation().toString();
    return location.substring(location.indexOf('#') + 1);
  }

  private static String parent(String pointer) {
    return pointer.substring(0, pointer.lastIndexOf('/'));
  }

  private String place(JsonNodePath location) {
    var place = new StringBuilder(root);
    for (int i = 0; i < location.getNameCount(); i++) {
      if (location.getElement(i) instanceof Integer index) {
        place.append('[').append(index).append(']');
      } else {
        place.append('.').append(location.getName(i));
      }
    }
    return place.toString();
  }

  private static JsonNode value(JsonNode document, JsonNodePath location) {
    var value = document;
    for (int i = 0; i < location.getNameCount(); i++) {
      value =
          location.getElement(i) instanceof Integer index
              ? value.path(index)
              : value.path(location.getName(i));
    }
    return value;
  }

  private static String unknown(String at, String name, JsonNode rule) {
    var known = names(rule.path("properties"));
    String hint =
        Nearest.to(name, known)
            .map(best -> " (did you mean '" + best + "'?)")
            .orElseGet(() -> expected(listed(known)));
    return at + "." + cut(name) + ": unknown field" + hint;
  }

  /** Under a condition the fields are those of an object further up. */
  private String missing(ValidationMessage message) {
    String name = message.getProperty();
    String holder = parent(pointer(message));
    while (!holder.isEmpty() && !schema.at(holder).has("properties")) {
      holder = parent(holder);
    }
    String expectation = described(schema.at(holder).path("properties").path(name));
    return name + " is missing" + (expectation.isEmpty() ? "" : expected(expectation));
  }

  /** What the schema says of a property, or of what it refers to. */
  private String described(JsonNode property) {
    for (var told : List.of(property, resolved(property))) {
      for (String field : List.of("title", "description")) {
        if (told.has(field)) {
          return decapitalized(told.path(field).asText());
        }
      }
    }
    return resolved(property).has("minimum") ? range(resolved(property)) : "";
  }

  private JsonNode resolved(JsonNode property) {
    String ref = property.path("$ref").asText();
    return ref.isEmpty() ? property : schema.at(ref.substring(1));
  }

  private static String decapitalized(String sentence) {
    String bare = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    return bare.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + bare.substring(1);
  }

  private static String needs(String name, JsonNode rule) {
    String needed = rule.path("dependentRequired").path(name).path(0).asText();
    return name + " without " + needed + expected("both of them or neither");
  }

  private static String type(JsonNode rule) {
    return switch (rule.path("type").asText()) {
      case "object" -> "an object";
      case "array" -> "a list";
      case "string" -> "text";
      case "integer" -> "a whole number, " + range(rule);
      case "boolean" -> "true or false";
      default -> "another type";
    };
  }

  private static String orNothing(JsonNode value) {
    return value.isNull() ? "; leave it out for the default" : "";
  }

  private static String choice(JsonNode value, JsonNode words) {
    var known = new ArrayList<String>();
    words.forEach(word -> known.add(word.asText()));
    String hint =
        Nearest.to(value.asText(), known)
            .filter(best -> value.isTextual())
            .map(best -> "; did you mean '" + best + "'?")
            .orElse("");
    return (known.size() == 1 ? "" : "one of ") + listed(known) + hint;
  }

  private static String range(JsonNode rule) {
    if (rule.has("enum")) {
      return choice(rule, rule.path("enum"));
    }
    long max = rule.path("maximum").asLong();
    String min = rule.path("minimum").asText();
    return max == Integer.MAX_VALUE ? min + " or more" : min + " to " + max;
  }

  private static String count(JsonNode rule, String of, String what) {
    String min = rule.path("min" + of).asText();
    String max = rule.path("max" + of).asText();
    if (max.isEmpty()) {
      return "at least " + min + " " + what;
    }
    return (min.isEmpty() ? "at most " : min + " to ") + max + " " + what;
  }

  private static String title(JsonNode rule, String otherwise) {
    return rule.path("title").asText(otherwise);
  }

  private static String fields(JsonNode value) {
    return value.isEmpty() ? "is empty" : "has " + cut(String.join(", ", names(value)));
  }

  private static List<String> names(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String listed(List<String> names) {
    return String.join(", ", names);
  }

  private static String expected(String what) {
    return " (expected: " + what + ")";
  }

  private static String shown(JsonNode value) {
    return cut(value.toString());
  }

  private static String cut(String text) {
    return text.length() <= VALUE_CHARACTERS_MAX
        ? text
        : text.substring(0, VALUE_CHARACTERS_MAX - 3) + "...";
  }
}
