package io.fairlead.registry.health;

/** An instance that this node checks, and what it has found so far. All calls on one context. */
final class Checked {
  private final HealthTarget target;
  private CheckTally tally;
  private boolean dropped;

  Checked(HealthTarget target, CheckTally tally) {
    this.target = target;
    this.tally = tally;
  }

  HealthTarget target() {
    return target;
  }

  CheckTally tally() {
    return tally;
  }

  /** Adds a result. */
  void found(boolean healthy) {
    tally = tally.after(healthy, target.check().failureThreshold());
  }

  /** It is no more this node's, no more there, or checked otherwise: results count for nothing. */
  void drop() {
    dropped = true;
  }

  boolean isDropped() {
    return dropped;
  }
}
