package io.fairlead.node.settings;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every key of a settings record, in the order of declaration; the switch of an optional group
 * comes before the keys of the group.
 */
final class KeyTable {
  private final Map<String, Key> byPath = new LinkedHashMap<>();
  private final Map<String, Key> byVariable = new LinkedHashMap<>();
  private final Set<String> groups = new HashSet<>();

  KeyTable(Class<?> type) {
    collect(type, "");
  }

  /** Whether a type is a group of settings rather than one value. */
  static boolean isGroup(Class<?> type) {
    if (!type.isRecord()) {
      return false;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.isAnnotationPresent(Setting.class) || isGroup(component.getType())) {
        return true;
      }
    }
    return false;
  }

  static String path(String group, RecordComponent component) {
    return group.isEmpty() ? component.getName() : group + "." + component.getName();
  }

  Collection<Key> keys() {
    return byPath.values();
  }

  Key byPath(String path) {
    return byPath.get(path);
  }

  Key byVariable(String variable) {
    return byVariable.get(variable);
  }

  boolean hasGroup(String path) {
    return groups.contains(path);
  }

  /** Whether a key is not a value but switches an optional group on and off. */
  boolean isSwitch(String path) {
    return groups.contains(path) && byPath.containsKey(path);
  }

  /** The switches of optional groups. */
  List<Key> switches() {
    return byPath.values().stream().filter(key -> groups.contains(key.path())).toList();
  }

  Collection<String> variables() {
    return byVariable.keySet();
  }

  /** The paths of keys and groups, for suggestions. */
  List<String> names() {
    Set<String> names = new LinkedHashSet<>(byPath.keySet());
    names.addAll(groups);
    return List.copyOf(names);
  }

  private void collect(Class<?> type, String group) {
    for (RecordComponent component : type.getRecordComponents()) {
      String path = path(group, component);
      if (isGroup(component.getType())) {
        groups.add(path);
        Setting optional = component.getAnnotation(Setting.class);
        if (optional != null) {
          add(Key.ofGroup(path, optional));
        }
        collect(component.getType(), path);
        continue;
      }
      Setting declared = component.getAnnotation(Setting.class);
      if (declared == null) {
        throw new IllegalStateException(type.getName() + "." + path + " has no @Setting");
      }
      add(new Key(path, component.getGenericType(), declared));
    }
  }

  private void add(Key key) {
    byPath.put(key.path(), key);
    Key other = byVariable.put(key.variable(), key);
    if (other != null) {
      throw new IllegalStateException(
          key.path() + " and " + other.path() + " share the variable " + key.variable());
    }
  }
}
