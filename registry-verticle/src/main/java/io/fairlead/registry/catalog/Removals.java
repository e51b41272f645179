package io.fairlead.registry.catalog;

import java.util.concurrent.TimeUnit;

/**
 * How long it is remembered that a namespace or service was removed. The same on every node, hence
 * no setting: a node that was away for longer must not bring back what the others have forgotten.
 */
public final class Removals {
  /** A day, in microseconds. */
  public static final long KEPT_MICROS = TimeUnit.DAYS.toMicros(1);

  private Removals() {}
}
