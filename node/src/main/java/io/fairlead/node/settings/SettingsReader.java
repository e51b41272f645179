package io.fairlead.node.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a settings record from, in order of strength: flags ({@code --link.pingInterval=2s} or
 * {@code --link.pingInterval 2s}), the environment ({@code FAIRLEAD_LINK_PING_INTERVAL=2s}), one
 * YAML or JSON file ({@code --settings FILE} or {@code FAIRLEAD_SETTINGS}), the defaults. A key has
 * one spelling in each. Lists are comma separated or JSON, maps and lists of records JSON.
 *
 * <p>An optional group is on when the strongest source that names it or one of its keys does not
 * say {@code false} to it.
 */
public final class SettingsReader {
  private final KeyTable keys;
  private final Problems problems = new Problems();
  private final Map<String, Given> given = new LinkedHashMap<>();

  private SettingsReader(Class<?> type, List<String> args, Map<String, String> env) {
    this.keys = new KeyTable(type);
    var flags = CommandLine.read(args, keys, problems);
    var variables = Environment.read(env, keys, problems);
    String file = env.get(Environment.FILE);
    if (flags.containsKey(CommandLine.FILE)) {
      file = flags.remove(CommandLine.FILE).text();
    }
    if (file != null) {
      take(SettingsFile.read(Path.of(file), keys, problems));
    }
    take(variables);
    take(flags);
  }

  /** Adds a source that is stronger than those before. */
  private void take(Map<String, Given> source) {
    for (Key group : keys.switches()) {
      source.keySet().stream()
          .filter(path -> path.startsWith(group.path() + "."))
          .min(Comparator.naturalOrder())
          .map(path -> Given.text("true", source.get(path).origin()))
          .ifPresent(on -> source.putIfAbsent(group.path(), on));
    }
    given.putAll(source);
  }

  /**
   * The settings in effect. Pure but for the settings file.
   *
   * @param args the command line; {@code --help}, {@code --version} and {@code --print-settings}
   *     are passed over
   * @param env the environment; only what begins with {@code FAIRLEAD_} counts
   * @throws SettingsException with every problem found
   */
  public static <S extends Record> S read(
      Class<S> type, List<String> args, Map<String, String> env) {
    var reader = new SettingsReader(type, args, env);
    Object settings = reader.group(type, "");
    reader.problems.throwIfAny();
    return type.cast(settings);
  }

  /**
   * The settings in effect and where each comes from, a line each; secrets are masked.
   *
   * @throws SettingsException with every problem found
   */
  public static <S extends Record> String effective(
      Class<S> type, List<String> args, Map<String, String> env) {
    var reader = new SettingsReader(type, args, env);
    reader.group(type, "");
    reader.problems.throwIfAny();
    return SettingsText.effective(reader.keys, reader.given);
  }

  /** What can be set: each flag with its variable, default and purpose. */
  public static String help(Class<? extends Record> type) {
    return SettingsText.help(new KeyTable(type));
  }

  private Object group(Class<?> type, String group) {
    int before = problems.count();
    RecordComponent[] components = type.getRecordComponents();
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String path = KeyTable.path(group, components[i]);
      if (!KeyTable.isGroup(components[i].getType())) {
        arguments[i] = value(keys.byPath(path));
      } else if (!keys.isSwitch(path) || isOn(keys.byPath(path))) {
        arguments[i] = group(components[i].getType(), path);
      }
    }
    boolean sound = problems.count() == before;
    return sound ? RecordReader.make(type, arguments, group, problems) : null;
  }

  private boolean isOn(Key group) {
    Given value = given.get(group.path());
    if (value == null) {
      return false;
    }
    JsonNode node = node(group, value);
    if (!node.isBoolean()) {
      problems.wrong(
          group.path(),
          Given.node(node, value.origin()).shown(),
          value.origin(),
          "true or false; it is a group, whose keys are given as " + group.path() + ".key");
    }
    return node.booleanValue();
  }

  private Object value(Key key) {
    Given value = given.get(key.path());
    if (value == null && key.isRequired()) {
      problems.missing(
          key.path(), "give " + key.flag() + " or " + key.variable() + ": " + key.declared().doc());
      return null;
    }
    if (value == null) {
      if (key.declared().value().equals(Setting.ABSENT)) {
        return null;
      }
      value = Given.text(key.declared().value(), SettingsText.DEFAULT);
    }
    return new ValueReader(value.origin(), key.declared().secret(), problems)
        .read(key.type(), key.declared(), node(key, value), key.path());
  }

  private static JsonNode node(Key key, Given value) {
    return value.text() == null ? value.node() : TextReader.read(key.type(), value.text());
  }
}
