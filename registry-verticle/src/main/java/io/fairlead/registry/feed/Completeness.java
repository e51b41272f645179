package io.fairlead.registry.feed;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether what is missing from the catalog may be taken for gone: not while a registry that started
 * empty is being filled by those who register again. Safe for any thread.
 */
public final class Completeness implements BooleanSupplier {
  private final LongSupplier clock;
  private volatile long atMillis = Long.MAX_VALUE;
  private volatile boolean reached;

  /**
   * @param clock the store's, in milliseconds
   */
  public Completeness(LongSupplier clock) {
    this.clock = clock;
  }

  /** From when on the catalog is complete. */
  public void reachedAt(long millis) {
    atMillis = millis;
  }

  @Override
  public boolean getAsBoolean() {
    // Once reached it stays so, whatever the clock does.
    reached = reached || clock.getAsLong() >= atMillis;
    return reached;
  }
}
