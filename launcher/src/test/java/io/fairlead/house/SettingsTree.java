package io.fairlead.house;

import com.tngtech.archunit.core.domain.JavaClass;
import io.fairlead.node.NodeProcess;
import io.fairlead.node.settings.Setting;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of every process, read from the records that the processes are given. */
final class SettingsTree {
  /**
   * One setting.
   *
   * @param path how a flag or a file names it
   * @param declared what its record says of it
   * @param isSwitch whether it switches an optional group on
   */
  record Entry(String path, Setting declared, boolean isSwitch) {
    /** How the environment names it. */
    String variable() {
      var words = path.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_');
      return "FAIRLEAD_" + words.toUpperCase(Locale.ROOT);
    }
  }

  private SettingsTree() {}

  /**
   * Each fat jar's settings record by the process's name: registry, dns, proxy. What the launcher
   * holds in its own process has the options of its command instead.
   */
  static Map<String, Class<?>> processes() {
    var processes = new TreeMap<String, Class<?>>();
    for (var type : Compiled.MAIN) {
      if (type.isAssignableTo(NodeProcess.class)
          && !type.isInterface()
          && !type.getPackageName().startsWith("io.fairlead.launcher")) {
        var reflected = type.reflect();
        Stream.of(reflected.getGenericInterfaces())
            .filter(ParameterizedType.class::isInstance)
            .map(ParameterizedType.class::cast)
            .filter(i -> i.getRawType() == NodeProcess.class)
            .forEach(
                i ->
                    processes.put(
                        reflected.getPackageName().split("\\.", -1)[2],
                        (Class<?>) i.getActualTypeArguments()[0]));
      }
    }
    return processes;
  }

  /** Every record of main code that declares a setting. */
  static Set<Class<?>> declaring() {
    return Compiled.MAIN.stream()
        .filter(JavaClass::isRecord)
        // Demo services and benchmarks take no settings of ours, and are not on this class path.
        .filter(c -> !c.getPackageName().matches("io\\.fairlead\\.(demo|benchmarks)(\\..*)?"))
        .map(JavaClass::reflect)
        .filter(SettingsTree::declares)
        .collect(Collectors.toSet());
  }

  /** Every setting of a record, in the order of declaration, groups and lists opened. */
  static List<Entry> entries(Class<?> settings) {
    var entries = new ArrayList<Entry>();
    collect(settings, "", entries, new HashSet<>());
    return entries;
  }

  /** The record itself and every record of settings inside it. */
  static Set<Class<?>> records(Class<?> settings) {
    var records = new HashSet<Class<?>>();
    collect(settings, "", new ArrayList<>(), records);
    return records;
  }

  private static void collect(
      Class<?> settings, String group, List<Entry> entries, Set<Class<?>> records) {
    records.add(settings);
    for (RecordComponent component : settings.getRecordComponents()) {
      var path = group.isEmpty() ? component.getName() : group + "." + component.getName();
      var declared = component.getAnnotation(Setting.class);
      if (isGroup(component.getType())) {
        if (declared != null) {
          entries.add(new Entry(path, declared, true));
        }
        collect(component.getType(), path, entries, records);
        continue;
      }
      entries.add(new Entry(path, declared, false));
      var listed = listed(component);
      if (isGroup(listed)) {
        collect(listed, path + "[]", entries, records);
      }
    }
  }

  private static Class<?> listed(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType list
            && list.getRawType() == List.class
            && list.getActualTypeArguments()[0] instanceof Class<?> type
        ? type
        : Object.class;
  }

  private static boolean isGroup(Class<?> type) {
    return type.isRecord()
        && (declares(type)
            || Stream.of(type.getRecordComponents()).anyMatch(c -> isGroup(c.getType())));
  }

  private static boolean declares(Class<?> type) {
    return Stream.of(type.getRecordComponents())
        .anyMatch(c -> c.isAnnotationPresent(Setting.class));
  }
}
