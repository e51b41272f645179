package io.fairlead.launcher.deploy;

import io.fairlead.launcher.fleet.DeploymentConfiguration;

/**
 * What to do next on the way from the tasks that a service has to those that it should have: pure
 * arithmetic, as ECS does it. Tasks that are being drained count nowhere.
 *
 * @param start how many of the wanted kind to start
 * @param stopKept how many of the wanted kind to drain, the newest first
 * @param stopLeaving how many of the others to drain
 */
record RollingStep(int start, int stopKept, int stopLeaving) {
  /**
   * Where it stands.
   *
   * @param desired how many are wanted
   * @param healthy of the wanted kind, in traffic
   * @param starting of the wanted kind, not yet in traffic
   * @param leaving of another kind, in traffic
   */
  record Standing(int desired, int healthy, int starting, int leaving) {
    boolean isReached() {
      return healthy == desired && starting == 0 && leaving == 0;
    }
  }

  /** The next step; all zero when only time can help, or when it is reached. */
  static RollingStep of(Standing now, DeploymentConfiguration how) {
    int kept = now.healthy + now.starting;
    int stopKept = Math.max(0, kept - now.desired);
    int keptHealthy = Math.min(now.healthy, now.desired);
    int spare = now.leaving + keptHealthy - how.healthyMin(now.desired);
    int stopLeaving = Math.max(0, Math.min(now.leaving, spare));
    int room = how.runningMax(now.desired) - (kept - stopKept) - (now.leaving - stopLeaving);
    int start = Math.max(0, Math.min(now.desired - kept, room));
    return new RollingStep(start, stopKept, stopLeaving);
  }
}
