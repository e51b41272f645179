package io.fairlead.node.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a record that is one value, such as an item of a list. An unknown member is refused; an
 * absent one takes its {@link Setting} default if it has one, else null, unless it is a primitive.
 */
final class RecordReader {
  private final String origin;
  private final ValueReader values;
  private final Problems problems;

  RecordReader(String origin, ValueReader values, Problems problems) {
    this.origin = origin;
    this.values = values;
    this.problems = problems;
  }

  /** Null, with a problem noted, when the node does not fit. */
  Object read(Class<?> type, JsonNode node, String path) {
    if (!node.isObject()) {
      return values.wrong(path, node, "a JSON object");
    }
    int before = problems.count();
    RecordComponent[] components = type.getRecordComponents();
    List<String> names = Arrays.stream(components).map(c -> path + "." + c.getName()).toList();
    for (var member : node.properties()) {
      String name = path + "." + member.getKey();
      if (!names.contains(name)) {
        problems.unknown(name, origin, names);
      }
    }
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      arguments[i] = member(components[i], node.get(components[i].getName()), names.get(i));
    }
    return problems.count() == before ? make(type, arguments, path, problems) : null;
  }

  private Object member(RecordComponent component, JsonNode given, String path) {
    Setting declared = component.getAnnotation(Setting.class);
    if (given != null && !given.isNull()) {
      return values.read(component.getGenericType(), declared, given, path);
    }
    boolean required = declared != null && declared.value().equals(Setting.REQUIRED);
    if (required || (declared == null && component.getType().isPrimitive())) {
      problems.missing(path, "give it in the " + origin);
      return null;
    }
    if (declared == null && KeyTable.isGroup(component.getType())) {
      return values.read(component.getType(), null, JsonNodeFactory.instance.objectNode(), path);
    }
    if (declared == null || declared.value().equals(Setting.ABSENT)) {
      return null;
    }
    JsonNode standard = TextReader.read(component.getGenericType(), declared.value());
    return values.read(component.getGenericType(), declared, standard, path);
  }

  /** Calls the canonical constructor; what its checks refuse becomes a problem. */
  static Object make(Class<?> type, Object[] arguments, String path, Problems problems) {
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getType)
                  .toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      problems.add((path.isEmpty() ? "settings" : path) + ": " + e.getCause().getMessage());
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }
}
