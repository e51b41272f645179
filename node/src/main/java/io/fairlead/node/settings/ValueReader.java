package io.fairlead.node.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns one node into a value of a component's type, or says why it is none. */
final class ValueReader {
  private final String origin;
  private final boolean secret;
  private final Problems problems;
  private final RecordReader records;

  /**
   * @param origin where the value comes from
   * @param secret whether the value must not be shown
   */
  ValueReader(String origin, boolean secret, Problems problems) {
    this.origin = origin;
    this.secret = secret;
    this.problems = problems;
    this.records = new RecordReader(origin, this, problems);
  }

  /** Null, with a problem noted, when the node does not fit. */
  Object read(Type type, Setting declared, JsonNode node, String path) {
    if (type instanceof ParameterizedType generic) {
      Type[] parts = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? list(parts[0], node, path)
          : map(parts[1], node, path);
    }
    var simple = (Class<?>) type;
    if (simple.isRecord()) {
      return records.read(simple, node, path);
    }
    if (simple == String.class) {
      return node.isTextual() ? node.textValue() : wrong(path, node, "text (in quotes)");
    }
    if (simple == boolean.class || simple == Boolean.class) {
      return node.isBoolean() ? (Object) node.booleanValue() : wrong(path, node, "true or false");
    }
    if (simple == Duration.class) {
      return duration(declared, node, path);
    }
    return simple.isEnum() ? constant(simple, node, path) : number(simple, declared, node, path);
  }

  private Object number(Class<?> type, Setting declared, JsonNode node, String path) {
    if (type == double.class || type == Double.class) {
      boolean fits = node.isNumber() && isWithin(declared, node.doubleValue());
      return fits ? (Object) node.doubleValue() : wrong(path, node, "a number" + range(declared));
    }
    boolean isInt = type == int.class || type == Integer.class;
    if (!isInt && type != long.class && type != Long.class) {
      throw new IllegalStateException(path + ": settings cannot be of " + type);
    }
    boolean fits =
        node.isIntegralNumber()
            && (isInt ? node.canConvertToInt() : node.canConvertToLong())
            && isWithin(declared, node.longValue());
    if (!fits) {
      return wrong(path, node, "a whole number" + range(declared));
    }
    return isInt ? (Object) node.intValue() : (Object) node.longValue();
  }

  private Object duration(Setting declared, JsonNode node, String path) {
    Optional<Duration> duration =
        node.isTextual() ? DurationText.parse(node.textValue()) : Optional.empty();
    if (duration.isEmpty()) {
      return wrong(path, node, DurationText.EXPECTED);
    }
    boolean fits = isWithin(declared, duration.get().toMillis());
    return fits ? duration.get() : wrong(path, node, "a duration" + range(declared) + " ms");
  }

  private Object constant(Class<?> type, JsonNode node, String path) {
    List<String> names = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      String name = spelling(type, (Enum<?>) constant);
      if (node.isTextual() && node.textValue().equals(name)) {
        return constant;
      }
      names.add(name);
    }
    return wrong(path, node, "one of " + String.join(", ", names));
  }

  /** As on the wire when it says how, else the constant's name. */
  static String spelling(Class<?> type, Enum<?> constant) {
    return Arrays.stream(type.getFields())
        .filter(f -> f.getName().equals(constant.name()))
        .map(f -> f.getAnnotation(JsonProperty.class))
        .filter(p -> p != null && !p.value().isEmpty())
        .map(JsonProperty::value)
        .findFirst()
        .orElse(constant.name());
  }

  private List<Object> list(Type type, JsonNode node, String path) {
    if (!node.isArray()) {
      wrong(path, node, "a list");
      return null;
    }
    List<Object> items = new ArrayList<>();
    for (JsonNode item : node) {
      Object value = read(type, null, item, path + "[" + items.size() + "]");
      if (value instanceof String text && text.isEmpty()) {
        wrong(path, node, "no empty item");
      }
      items.add(value);
    }
    return items.contains(null) ? null : List.copyOf(items);
  }

  private Map<String, Object> map(Type type, JsonNode node, String path) {
    if (!node.isObject()) {
      wrong(path, node, "a JSON object");
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (var member : node.properties()) {
      values.put(
          member.getKey(), read(type, null, member.getValue(), path + "." + member.getKey()));
    }
    return values.containsValue(null) ? null : Map.copyOf(values);
  }

  Object wrong(String path, JsonNode node, String expected) {
    problems.wrong(path, secret ? "***" : Given.node(node, origin).shown(), origin, expected);
    return null;
  }

  private static boolean isWithin(Setting declared, long value) {
    return declared == null || (value >= declared.min() && value <= declared.max());
  }

  private static boolean isWithin(Setting declared, double value) {
    return declared == null
        || (value >= (double) declared.min() && value <= (double) declared.max());
  }

  private static String range(Setting declared) {
    boolean from = declared != null && declared.min() != Long.MIN_VALUE;
    boolean to = declared != null && declared.max() != Long.MAX_VALUE;
    if (from && to) {
      return " from " + declared.min() + " to " + declared.max();
    }
    return from ? " of at least " + declared.min() : to ? " of at most " + declared.max() : "";
  }
}
