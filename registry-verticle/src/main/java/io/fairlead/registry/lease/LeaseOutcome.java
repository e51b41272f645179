package io.fairlead.registry.lease;

/**
 * What became of a change.
 *
 * @param answer see each {@link LeaseChange}
 * @param held what is kept now, null when nothing is
 */
public record LeaseOutcome(boolean answer, HeldLease held) {
  /** Makes the change. */
  public static LeaseOutcome of(LeaseChange change, HeldLease held) {
    return new LeaseOutcome(change.answer(held), change.applyTo(held));
  }
}
