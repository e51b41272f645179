package io.fairlead.node.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code FAIRLEAD_*} variables. */
final class Environment {
  static final String FILE = "FAIRLEAD_SETTINGS";

  /**
   * Variables that are not refused although no setting has their name: the file of settings, the
   * log level, where the command is installed and whether it has a terminal, and which task the
   * process belongs to (for settings of others that refer to them).
   */
  static final Set<String> RESERVED =
      Set.of(
          FILE, "FAIRLEAD_LOG_LEVEL", "FAIRLEAD_HOME", "FAIRLEAD_TASK_ADDRESS", "FAIRLEAD_TASK_ID");

  private Environment() {}

  /** The values by path. */
  static Map<String, Given> read(Map<String, String> env, KeyTable keys, Problems problems) {
    Map<String, Given> given = new HashMap<>();
    new TreeMap<>(env)
        .forEach(
            (name, value) -> {
              if (!name.startsWith(Key.VARIABLE_PREFIX)) {
                return;
              }
              Key key = keys.byVariable(name);
              if (key != null) {
                given.put(key.path(), Given.text(value, "variable " + name));
              } else if (!RESERVED.contains(name)) {
                problems.unknown(name, "environment", keys.variables());
              }
            });
    return given;
  }
}
