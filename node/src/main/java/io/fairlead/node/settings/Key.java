package io.fairlead.node.settings;

import java.lang.reflect.Type;
import java.util.Locale;

/**
 * One setting as its users spell it.
 *
 * @param path camelCase names from the outermost group inwards, joined by dots
 * @param type what the record component holds
 * @param declared its annotation
 */
record Key(String path, Type type, Setting declared) {
  static final String VARIABLE_PREFIX = "FAIRLEAD_";

  String flag() {
    return "--" + path;
  }

  /** {@code link.pingInterval} is {@code FAIRLEAD_LINK_PING_INTERVAL}. */
  String variable() {
    String words = path.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_');
    return VARIABLE_PREFIX + words.toUpperCase(Locale.ROOT);
  }

  /** The switch of an optional group, which goes by the group's name. */
  static Key ofGroup(String path, Setting declared) {
    return new Key(path, boolean.class, declared);
  }

  boolean isRequired() {
    return declared.value().equals(Setting.REQUIRED);
  }

  /** The value as it may be shown to anybody. */
  String shown(String value) {
    return declared.secret() ? "***" : value;
  }
}
