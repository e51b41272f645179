package io.fairlead.launcher.fleet;

import java.util.Objects;
import java.util.Set;

/** Reads a {@code deploymentConfiguration}. */
final class DeploymentReader {
  private static final String MINIMUM = "minimumHealthyPercent";
  private static final String MAXIMUM = "maximumPercent";
  private static final String BREAKER = "deploymentCircuitBreaker";
  private static final int PERCENT_MAX = 10_000;

  private DeploymentReader() {}

  /** How the service is replaced; what is wrong has been reported. */
  static DeploymentConfiguration read(FieldReader service) {
    var usual = DeploymentConfiguration.DEFAULT;
    var reader = service.object("deploymentConfiguration");
    if (reader == null) {
      return usual;
    }
    var minimum = reader.number(MINIMUM, 0, 100);
    var maximum = reader.number(MAXIMUM, 100, PERCENT_MAX);
    var rollback = rollback(reader);
    reader.ignore(EcsFields.DEPLOYMENT_CONFIGURATION);
    reader.end();
    var read =
        new DeploymentConfiguration(
            Objects.requireNonNullElse(minimum, usual.minimumHealthyPercent()),
            Objects.requireNonNullElse(maximum, usual.maximumPercent()),
            rollback);
    if (read.minimumHealthyPercent() == 100 && read.maximumPercent() <= 100) {
      reader.problem(
          MAXIMUM,
          read.maximumPercent()
              + " with a minimumHealthyPercent of 100 (expected: more than 100, or a smaller"
              + " minimumHealthyPercent; otherwise no task can ever be replaced)");
    }
    return read;
  }

  /**
   * A breaker that is on and does not roll back leaves both revisions side by side, as in ECS. One
   * that is off means nothing here: what does not turn healthy in time is given up all the same.
   */
  private static boolean rollback(FieldReader reader) {
    var breaker = reader.object(BREAKER);
    if (breaker == null) {
      return true;
    }
    boolean enable = Boolean.TRUE.equals(breaker.truth("enable"));
    boolean rollback = Boolean.TRUE.equals(breaker.truth("rollback"));
    breaker.end();
    if (!enable) {
      reader.ignore(Set.of(BREAKER));
    }
    return !enable || rollback;
  }
}
