package io.fairlead.launcher.task;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who and where a task is, and what its processes learn of it.
 *
 * @param id also the instance id of what it registers
 * @param host its own loopback address
 * @param variables what {@code $NAME} and <code>${NAME}</code> stand for in commands and
 *     environment values
 */
record TaskPlace(String id, String host, Map<String, String> variables) {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{(FAIRLEAD_[A-Z_]+)}|(FAIRLEAD_[A-Z_]+))");

  TaskPlace {
    variables = Map.copyOf(variables);
  }

  /**
   * A place.
   *
   * @param home the folder that {@code $FAIRLEAD_HOME} stands for
   */
  static TaskPlace of(String id, String host, String home) {
    var variables = new LinkedHashMap<String, String>();
    variables.put("FAIRLEAD_TASK_ID", id);
    variables.put("FAIRLEAD_TASK_ADDRESS", host);
    variables.put("FAIRLEAD_HOME", home);
    return new TaskPlace(id, host, variables);
  }

  /** The text with our variables replaced; all others stay for a shell to replace. */
  String expand(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found -> {
              String name = found.group(1) == null ? found.group(2) : found.group(1);
              return Matcher.quoteReplacement(variables.getOrDefault(name, found.group()));
            });
  }
}
