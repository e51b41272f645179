package io.fairlead.launcher.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The task definitions that were given as files of their own, by family and revision. */
final class TaskDefinitions {
  /** {@code family}, {@code family:revision}, or an ARN that ends with one of the two. */
  private static final Pattern REFERENCE =
      Pattern.compile("(?:arn:[^/]*:task-definition/)?([a-zA-Z0-9_-]{1,255})(?::(\\d{1,9}))?");

  private record Given(TaskDefinition task, Integer revision) {}

  private final List<Given> given = new ArrayList<>();

  /** Reads one; what is wrong with it has been reported. */
  void add(FieldReader reader) {
    if (!reader.has("family")) {
      reader.missing("family", "the name that services refer to");
    }
    Integer revision = reader.number("revision", 1, Integer.MAX_VALUE);
    given.add(new Given(TaskDefinitionReader.read(reader), revision));
  }

  /** The one that a service means; a revision counts only where the definition tells its own. */
  Optional<TaskDefinition> find(String reference) {
    var parts = REFERENCE.matcher(reference);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Integer revision = parts.group(2) == null ? null : Integer.valueOf(parts.group(2));
    return given.stream()
        .filter(g -> parts.group(1).equals(g.task.family()))
        .filter(g -> revision == null || g.revision == null || revision.equals(g.revision))
        .map(Given::task)
        .findFirst();
  }

  /** Families, for a message. */
  String known() {
    var families = given.stream().map(g -> String.valueOf(g.task.family())).sorted().toList();
    return families.isEmpty() ? "no task definition was given" : String.join(", ", families);
  }
}
