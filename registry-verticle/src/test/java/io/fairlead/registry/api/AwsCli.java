package io.fairlead.registry.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The real AWS CLI, when the machine has it. */
final class AwsCli {
  private AwsCli() {}

  static void assumeThere() {
    Assumptions.assumeTrue(
        ForeignProgram.isOnPath("aws"),
        "no aws on the PATH: install the AWS CLI (Debian: apt-get install awscli)");
  }

  /**
   * @param home nothing of the user's own settings is read
   */
  static ForeignProgram program(Path home) {
    return new ForeignProgram(
        home,
        Map.of(
            "AWS_ACCESS_KEY_ID", "x",
            "AWS_SECRET_ACCESS_KEY", "x",
            "AWS_DISABLE_HOST_PREFIX_INJECTION", "true",
            "AWS_CONFIG_FILE", home.resolve("none").toString(),
            "AWS_PAGER", ""),
        Duration.ofMinutes(1));
  }
}
