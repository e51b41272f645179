package io.fairlead.launcher.policy;

import io.fairlead.launcher.console.Console;
import java.io.IOException;

/** Asks the registry; what it refuses becomes lines on the console. */
final class RegistryStep {
  /** Something that the registry is asked. */
  interface Step {
    int run() throws IOException;
  }

  private RegistryStep() {}

  /**
   * Runs it.
   *
   * @param what begins the lines, as in {@code "the policy of backend.demo cannot be read"}
   * @param otherwise the exit code when the registry refuses or does not answer
   */
  static int run(Console console, String what, int otherwise, Step step) {
    try {
      return step.run();
    } catch (PolicyApi.Refused refused) {
      refused.reasons().forEach(reason -> console.error(what + ": " + reason));
    } catch (IOException e) {
      console.error(
          what + ": " + e.getMessage() + " (does the registry run, is --registry right?)");
    }
    return otherwise;
  }
}
