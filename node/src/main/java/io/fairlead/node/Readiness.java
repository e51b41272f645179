package io.fairlead.node;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;

/** The conditions that must all hold before a process takes work; safe for any thread. */
public final class Readiness {
  private final Map<String, BooleanSupplier> conditions = new ConcurrentSkipListMap<>();

  /**
   * Adds or replaces a condition.
   *
   * @param name what the operator reads when it does not hold
   * @param holds cheap, never blocks, called from any thread
   */
  public void require(String name, BooleanSupplier holds) {
    conditions.put(name, holds);
  }

  /** The names of the conditions that do not hold, in order; empty when ready. */
  public List<String> missing() {
    return conditions.entrySet().stream()
        .filter(c -> !c.getValue().getAsBoolean())
        .map(Map.Entry::getKey)
        .toList();
  }
}
