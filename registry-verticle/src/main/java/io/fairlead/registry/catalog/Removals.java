package io.fairlead.registry.catalog;

import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * How long it is remembered that a namespace or service was removed. The same on every node, hence
 * no setting: a node that was away for longer must not bring back what the others have forgotten.
 */
public final class Removals {
  /** A day, in microseconds. */
  public static final long KEPT_MICROS = TimeUnit.DAYS.toMicros(1);

  private Removals() {}

  /**
   * Which removals are to be forgotten. The newest change of all is not, for as long as it is that:
   * by it a node that starts later knows how far the catalog has come. Where the cluster's maps let
   * it go after {@link #KEPT_MICROS}, a mirror puts it back.
   *
   * @param highestRevision of all that is known
   */
  public static Predicate<Stored> forgotten(long nowMicros, long highestRevision) {
    long oldest = Math.min(nowMicros - KEPT_MICROS, highestRevision);
    return stored -> stored.isRemoved() && stored.revision() < oldest;
  }
}
