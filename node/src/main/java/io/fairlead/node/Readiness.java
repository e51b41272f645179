package io.fairlead.node;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;

/** The conditions that must all hold before a process takes work; safe for any thread. */
public final class Readiness {
  private final Map<String, BooleanSupplier> conditions = new ConcurrentSkipListMap<>();
  private final Map<String, BooleanSupplier> waivers = new ConcurrentSkipListMap<>();

  /**
   * Adds or replaces a condition.
   *
   * @param name what the operator reads when it does not hold
   * @param holds cheap, never blocks, called from any thread
   */
  public void require(String name, BooleanSupplier holds) {
    conditions.put(name, holds);
  }

  /**
   * Lets a condition be, whoever adds it, for as long as there is something to do without it.
   *
   * @param name of the condition
   * @param when cheap, never blocks, called from any thread
   */
  public void waive(String name, BooleanSupplier when) {
    waivers.put(name, when);
  }

  /** The names of the conditions that do not hold, in order; empty when ready. */
  public List<String> missing() {
    return conditions.entrySet().stream()
        .filter(c -> !c.getValue().getAsBoolean())
        .map(Map.Entry::getKey)
        .filter(name -> !isWaived(name))
        .toList();
  }

  private boolean isWaived(String name) {
    var waiver = waivers.get(name);
    return waiver != null && waiver.getAsBoolean();
  }
}
