package io.fairlead.launcher.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What was acknowledged: by instance, what it has to be. Each instance is written by one client,
 * one write after the other. Safe for any thread.
 */
final class Ledger {
  /** Stands for an instance that is gone. */
  static final String GONE = "gone";

  /** The write that was on its way when the registry died may have been made or not. */
  private record Entry(String acknowledged, String attempted) {}

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final AtomicInteger acknowledged = new AtomicInteger();

  /**
   * Something is about to be written.
   *
   * @param value of the attribute that tells writes apart, or {@link #GONE}
   */
  void attempt(String instance, String value) {
    entries.merge(
        instance, new Entry(GONE, value), (known, fresh) -> new Entry(known.acknowledged(), value));
  }

  void acknowledge(String instance, String value) {
    entries.put(instance, new Entry(value, value));
    acknowledged.incrementAndGet();
  }

  int acknowledged() {
    return acknowledged.get();
  }

  /** Whether the last write was acknowledged, so that a next one may follow. */
  boolean isSettled(String instance) {
    var entry = entries.get(instance);
    return entry == null || entry.acknowledged().equals(entry.attempted());
  }

  /** What is otherwise than acknowledged; empty when nothing is lost and nothing came back. */
  List<String> violations(Map<String, String> found) {
    List<String> wrong = new ArrayList<>();
    entries.forEach(
        (instance, entry) -> {
          String is = found.getOrDefault(instance, GONE);
          if (!Objects.equals(is, entry.acknowledged()) && !Objects.equals(is, entry.attempted())) {
            wrong.add(instance + " is " + is + ", acknowledged: " + entry.acknowledged());
          }
        });
    found.keySet().stream()
        .filter(instance -> !entries.containsKey(instance))
        .forEach(instance -> wrong.add(instance + " was never registered"));
    return wrong;
  }
}
