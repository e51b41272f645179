package io.fairlead.node.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells people what can be set and what is. */
final class SettingsText {
  static final String DEFAULT = "default";

  private SettingsText() {}

  static String help(KeyTable keys) {
    var text = new StringBuilder();
    for (Key key : keys.keys()) {
      text.append("  ").append(key.flag());
      if (keys.isSwitch(key.path())) {
        text.append("\n      ").append(key.declared().doc());
        text.append(" (off; any key of it switches it on too; ");
        text.append(key.variable()).append("=true)\n");
        continue;
      }
      text.append("=<").append(form(key.type())).append(">\n");
      text.append("      ").append(key.declared().doc()).append(" (").append(standard(key));
      text.append("; ").append(key.variable()).append(")\n");
    }
    text.append("  --settings=<file>\n");
    text.append("      YAML or JSON file of the keys above, a group as a nested object");
    text.append(" (weaker than flags and variables; ").append(Environment.FILE).append(")\n");
    text.append("  --help, --version, --print-settings\n");
    text.append("      Answer and exit\n");
    text.append("Other variables: ");
    text.append(String.join(", ", new TreeSet<>(Environment.RESERVED))).append('\n');
    return text.toString();
  }

  static String effective(KeyTable keys, Map<String, Given> given) {
    return keys.keys().stream()
        .filter(key -> keys.switches().stream().noneMatch(g -> isOffWith(g, key, given)))
        .map(key -> line(key, given.get(key.path())))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** What is in a group that is off is not in effect. */
  private static boolean isOffWith(Key group, Key key, Map<String, Given> given) {
    var value = given.get(group.path());
    boolean isOn = value != null && value.shown().equals("true");
    return !isOn && key.path().startsWith(group.path() + ".");
  }

  private static String line(Key key, Given given) {
    String value = given == null ? key.declared().value() : given.shown();
    if (value.equals(Setting.ABSENT)) {
      return key.path() + " is not set";
    }
    String origin = given == null ? DEFAULT : given.origin();
    return key.path() + " = " + key.shown(value) + "  # " + origin;
  }

  private static String standard(Key key) {
    if (key.isRequired()) {
      return "required";
    }
    String value = key.declared().value();
    return value.equals(Setting.ABSENT) ? "not set" : "default " + key.shown(value);
  }

  private static String form(Type type) {
    if (type instanceof ParameterizedType generic) {
      boolean isList = generic.getRawType() == List.class;
      boolean isSimple = generic.getActualTypeArguments()[0] == String.class;
      return isList && isSimple ? "a,b,..." : isList ? "JSON list" : "JSON object";
    }
    var simple = (Class<?>) type;
    if (simple.isEnum()) {
      return Arrays.stream(simple.getEnumConstants())
          .map(c -> ValueReader.spelling(simple, (Enum<?>) c))
          .collect(Collectors.joining("|"));
    }
    return simple.isRecord() ? "JSON object" : simple.getSimpleName().toLowerCase(Locale.ROOT);
  }
}
