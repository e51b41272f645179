package io.fairlead.launcher.fleet;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a read of a fleet file turned up, in the order of the file. */
final class Findings {
  private final List<String> problems = new ArrayList<>();
  private final Set<String> ignored = new LinkedHashSet<>();

  /**
   * Something that keeps the fleet from running.
   *
   * @param path of the field, such as {@code services[0].desiredCount}
   * @param problem value, expectation, next step
   */
  void problem(String path, String problem) {
    problems.add(path.isEmpty() ? problem : path + ": " + problem);
  }

  /** A field of ECS's that means nothing here. */
  void ignored(String name) {
    ignored.add(name);
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  Set<String> ignored() {
    return Set.copyOf(ignored);
  }
}
