package io.fairlead.launcher.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.node.settings.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads one JSON object strictly: what is asked for is known, and {@link #end} reports every other
 * field with the nearest known name. A value of the wrong type is reported and reads as absent.
 */
final class FieldReader {
  private final String path;
  private final JsonNode object;
  private final Findings findings;
  private final Set<String> known = new LinkedHashSet<>();

  FieldReader(String path, JsonNode object, Findings findings) {
    this.path = path;
    this.object = object;
    this.findings = findings;
  }

  /** The path of one of this object's fields. */
  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Reports something about one of this object's fields. */
  void problem(String name, String problem) {
    findings.problem(at(name), problem);
  }

  /** Reports a field that is not there. */
  void missing(String name, String expected) {
    findings.problem(path, name + " is missing (expected: " + expected + ")");
  }

  /** Text, null when absent. */
  String text(String name) {
    var value = value(name, "text", JsonNode::isTextual);
    return value == null ? null : value.textValue();
  }

  /** Text that is not blank; reported when absent, null then. */
  String requiredText(String name, String expected) {
    String value = text(name);
    if (value == null && !has(name)) {
      missing(name, expected);
    } else if (value != null && value.isBlank()) {
      problem(name, "is empty (expected: " + expected + ")");
      return null;
    }
    return value;
  }

  /** A whole number within limits, null when absent. */
  Integer number(String name, int min, int max) {
    var value = value(name, "a whole number", JsonNode::isIntegralNumber);
    if (value == null) {
      return null;
    }
    if (!value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
      problem(name, value.asText() + " (expected: " + limits(min, max) + ")");
      return null;
    }
    return value.intValue();
  }

  private static String limits(int min, int max) {
    return max == Integer.MAX_VALUE ? min + " or more" : min + " to " + max;
  }

  /** A truth value, null when absent. */
  Boolean truth(String name) {
    var value = value(name, "true or false", JsonNode::isBoolean);
    return value == null ? null : value.booleanValue();
  }

  /** One of these texts, reported when it is another or absent; null then. */
  String oneOf(String name, Set<String> choices) {
    String expected = String.join(", ", choices.stream().sorted().toList());
    String text = requiredText(name, expected);
    if (text != null && !choices.contains(text)) {
      problem(name, "'" + text + "' (expected: " + expected + ")");
      return null;
    }
    return text;
  }

  /** A list of texts; empty when absent. */
  List<String> texts(String name) {
    var texts = new ArrayList<String>();
    for (var element : elements(name)) {
      if (element.isTextual()) {
        texts.add(element.textValue());
      } else {
        problem(name + "[" + texts.size() + "]", shown(element) + " (expected: text)");
        return List.of();
      }
    }
    return texts;
  }

  /** Anything, null when absent. */
  JsonNode json(String name) {
    return value(name, "JSON", value -> true);
  }

  /** Reports what somebody else who read one of this object's fields has found, with its place. */
  void problems(List<String> found) {
    found.forEach(problem -> findings.problem("", problem));
  }

  /** A group of fields, null when absent. */
  FieldReader object(String name) {
    var value = value(name, "an object", JsonNode::isObject);
    return value == null ? null : new FieldReader(at(name), value, findings);
  }

  /** A list of groups of fields; empty when absent. */
  List<FieldReader> objects(String name) {
    var readers = new ArrayList<FieldReader>();
    int index = 0;
    for (var element : elements(name)) {
      String place = at(name) + "[" + index++ + "]";
      if (element.isObject()) {
        readers.add(new FieldReader(place, element, findings));
      } else {
        findings.problem(place, shown(element) + " (expected: an object)");
      }
    }
    return readers;
  }

  private Iterable<JsonNode> elements(String name) {
    var value = value(name, "a list", JsonNode::isArray);
    return value == null ? List.of() : value;
  }

  /** Whether the field is there and not null. */
  boolean has(String name) {
    return object.hasNonNull(name);
  }

  /** Whether the field is text. */
  boolean isText(String name) {
    return object.path(name).isTextual();
  }

  /**
   * Reports a field that does not belong here, when it is there.
   *
   * @param where it belongs
   */
  void misplaced(String name, String where) {
    known.add(name);
    if (has(name)) {
      problem(name, "does not belong here (expected: " + where + ")");
    }
  }

  /** Takes fields of something that means nothing here as a whole. */
  void accept(Set<String> names) {
    known.addAll(names);
  }

  /** Takes fields of ECS's that mean nothing here. */
  void ignore(Set<String> names) {
    known.addAll(names);
    names.stream().filter(this::has).sorted().forEach(findings::ignored);
  }

  /** Reports every field that nobody asked for. */
  void end() {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problem(name, "unknown field" + suggestion(name, known));
              }
            });
  }

  private JsonNode value(
      String name, String expected, java.util.function.Predicate<JsonNode> fits) {
    known.add(name);
    if (!has(name)) {
      return null;
    }
    var value = object.get(name);
    if (!fits.test(value)) {
      problem(name, shown(value) + " (expected: " + expected + ")");
      return null;
    }
    return value;
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  private static String suggestion(String name, Collection<String> known) {
    return Nearest.to(name, known).map(best -> " (did you mean '" + best + "'?)").orElse("");
  }
}
