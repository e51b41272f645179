package io.fairlead.launcher.fleet;

/**
 * How the tasks of a service are replaced by those of a new revision (ECS {@code
 * DeploymentConfiguration}).
 *
 * @param minimumHealthyPercent of the desired count, 0 or more, rounded up: so many tasks stay in
 *     traffic
 * @param maximumPercent of the desired count, 100 or more, rounded down: so many tasks run at most,
 *     without those that are being drained
 * @param rollback whether a revision that does not turn healthy is taken back; otherwise what has
 *     become healthy of it stays beside the old one
 */
public record DeploymentConfiguration(
    int minimumHealthyPercent, int maximumPercent, boolean rollback) {
  /** ECS's numbers for a service that says nothing. */
  public static final DeploymentConfiguration DEFAULT = new DeploymentConfiguration(100, 200, true);

  /** The tasks that stay in traffic. */
  public int healthyMin(int desired) {
    return Math.toIntExact(((long) desired * minimumHealthyPercent + 99) / 100);
  }

  /** The tasks that run at most. */
  public int runningMax(int desired) {
    return Math.toIntExact((long) desired * maximumPercent / 100);
  }

  /** Whether nothing can ever be replaced: none may stop before, none may start beside. */
  public boolean isStuck(int desired) {
    return desired > 0 && healthyMin(desired) >= desired && runningMax(desired) <= desired;
  }
}
