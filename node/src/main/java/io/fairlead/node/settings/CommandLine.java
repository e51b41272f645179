package io.fairlead.node.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code --key=value}, {@code --key value} and {@code --group} of an optional group. */
final class CommandLine {
  static final String FILE = "settings";

  /** Flags that ask instead of set; who starts the process answers them. */
  static final Set<String> QUESTIONS = Set.of("--help", "--version", "--print-settings");

  private final KeyTable keys;
  private final Problems problems;
  private final Map<String, Given> given = new HashMap<>();

  private CommandLine(KeyTable keys, Problems problems) {
    this.keys = keys;
    this.problems = problems;
  }

  /** The values by path; that of {@link #FILE} is the settings file. */
  static Map<String, Given> read(List<String> args, KeyTable keys, Problems problems) {
    var line = new CommandLine(keys, problems);
    int at = 0;
    while (at < args.size()) {
      at += line.take(args.get(at), at + 1 < args.size() ? args.get(at + 1) : null);
    }
    return line.given;
  }

  /** Returns how many arguments were used. */
  private int take(String argument, String next) {
    if (QUESTIONS.contains(argument)) {
      return 1;
    }
    if (!argument.startsWith("--") || argument.length() == 2) {
      problems.add(argument + " (command line): expected --key=value");
      return 1;
    }
    int equals = argument.indexOf('=');
    if (equals >= 0) {
      put(argument.substring(2, equals), argument.substring(equals + 1));
      return 1;
    }
    boolean hasValue = next != null && !next.startsWith("--");
    put(argument.substring(2), hasValue ? next : null);
    return hasValue ? 2 : 1;
  }

  private void put(String path, String value) {
    String origin = "flag --" + path;
    if (!path.equals(FILE) && keys.byPath(path) == null) {
      if (keys.hasGroup(path)) {
        problems.add("--" + path + " (command line): a group; expected --" + path + ".key=value");
      } else {
        problems.unknown(path, origin, keys.names());
      }
    } else if (value == null && keys.isSwitch(path)) {
      put(path, "true");
    } else if (value == null) {
      problems.add("--" + path + " (command line): expected a value after it");
    } else if (given.put(path, Given.text(value, origin)) != null) {
      problems.add("--" + path + " (command line): given twice");
    }
  }
}
