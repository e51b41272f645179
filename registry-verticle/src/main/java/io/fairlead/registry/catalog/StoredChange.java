package io.fairlead.registry.catalog;

/**
 * A change as data: it travels to where the thing is kept and is made there in one atomic step.
 * Pure, since every backup repeats it.
 */
public sealed interface StoredChange<S extends Stored> permits NamespaceChange, ServiceChange {
  /**
   * What becomes of it.
   *
   * @param held what is kept; {@link #absent} when nothing is
   * @param nowMicros the owner's time; a backup is given the owner's
   * @return holds the same revision when nothing changes
   */
  Outcome<S> applyTo(S held, long nowMicros);

  /** Stands for nothing being kept under this id. */
  S absent(String id);
}
