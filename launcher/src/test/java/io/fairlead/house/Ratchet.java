package io.fairlead.house;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Exceptions to a limit, one a line: {@code path metric value}. An exception may shrink, never
 * grow, and goes when nothing needs it.
 */
record Ratchet(Map<String, Integer> allowed) {

  /** Reads the lines of a ratchet file; {@code #} begins a comment. */
  static Ratchet parse(List<String> lines) {
    var allowed = new LinkedHashMap<String, Integer>();
    for (var line : lines) {
      var words = line.replaceFirst("#.*", "").trim().split("\\s+", -1);
      if (words.length == 3) {
        allowed.put(words[0] + " " + words[1], Integer.parseInt(words[2]));
      } else if (!words[0].isEmpty()) {
        throw new IllegalArgumentException("'" + line + "' (expected: path metric value)");
      }
    }
    return new Ratchet(allowed);
  }

  /**
   * What is wrong, one line each; empty when every measure keeps its limit or its exception.
   *
   * @param metric what was measured
   * @param limit what everybody keeps
   * @param measured the measure of each path
   */
  List<String> complaints(String metric, int limit, Map<String, Integer> measured) {
    var complaints = new ArrayList<String>();
    new TreeMap<>(measured)
        .forEach(
            (path, value) -> {
              var exception = allowed.get(path + " " + metric);
              if (exception == null && value > limit) {
                complaints.add(
                    path + ": " + metric + " " + value + " (expected: at most " + limit + ")");
              } else if (exception != null && value > exception) {
                complaints.add(path + ": " + metric + " grew from " + exception + " to " + value);
              } else if (exception != null && value <= limit) {
                complaints.add(path + ": " + metric + " needs no exception any more, remove it");
              } else if (exception != null && value < exception) {
                complaints.add(path + ": " + metric + " shrank, lower its exception to " + value);
              }
            });
    allowed.keySet().stream()
        .filter(k -> k.endsWith(" " + metric))
        .filter(k -> !measured.containsKey(k.substring(0, k.length() - metric.length() - 1)))
        .forEach(k -> complaints.add(k + ": there is no such file any more, remove its exception"));
    return complaints;
  }
}
