package io.fairlead.launcher.deploy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The last line of what a running fleet answers; lines of {@link Progress} come before it.
 *
 * @param exit what the command ends with: 0 done, 1 given up, 2 refused, and then nothing changed
 * @param problems why not 0, a line each
 * @param tasks what there is now
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ControlAnswer(int exit, List<String> problems, List<TaskState> tasks) {
  static final int DONE = 0;
  static final int GIVEN_UP = 1;
  static final int REFUSED = 2;

  ControlAnswer {
    problems = problems == null ? List.of() : List.copyOf(problems);
    tasks = tasks == null ? List.of() : List.copyOf(tasks);
  }

  static ControlAnswer refused(List<String> problems) {
    return new ControlAnswer(REFUSED, problems, List.of());
  }
}
