package io.fairlead.dns.zone;

import io.fairlead.dns.message.RecordValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * All values of one type at one name, of which an answer shows some.
 *
 * @param ttlSeconds how long an answer may be kept
 * @param choice how many are shown
 * @param candidates never empty, values distinct
 */
record RecordSet(int ttlSeconds, Choice choice, List<Candidate> candidates) {
  /** How many of the values an answer shows. */
  enum Choice {
    /** Those that are healthy, up to the limit, in random order. */
    MULTIVALUE,
    /** One that is healthy, at random: Cloud Map gives all the same weight. */
    WEIGHTED,
    /** All, whatever their health: who names an instance wants that one. */
    ALL
  }

  RecordSet {
    candidates = List.copyOf(candidates);
  }

  /** A set that does not depend on health. */
  static RecordSet all(int ttlSeconds, List<RecordValue> values) {
    return new RecordSet(
        ttlSeconds, Choice.ALL, values.stream().map(v -> new Candidate(v, true)).toList());
  }

  /** A set without repetitions (RFC 2181 §5); a value is healthy when any of its owners is. */
  static RecordSet distinct(int ttlSeconds, Choice choice, List<Candidate> candidates) {
    Set<RecordValue> healthy = new LinkedHashSet<>();
    candidates.stream().filter(Candidate::healthy).forEach(c -> healthy.add(c.value()));
    Set<RecordValue> values = new LinkedHashSet<>();
    candidates.forEach(c -> values.add(c.value()));
    return new RecordSet(
        ttlSeconds,
        choice,
        values.stream().map(v -> new Candidate(v, healthy.contains(v))).toList());
  }

  /**
   * The values of one answer. When none is healthy, all count as healthy, as Route 53 does: a dead
   * check must not take a living service down.
   */
  List<RecordValue> choose(int multivalueMax, RandomGenerator random) {
    if (choice == Choice.ALL) {
      return candidates.stream().map(Candidate::value).toList();
    }
    List<RecordValue> open = new ArrayList<>(candidates.size());
    candidates.stream().filter(Candidate::healthy).forEach(c -> open.add(c.value()));
    if (open.isEmpty()) {
      candidates.forEach(c -> open.add(c.value()));
    }
    int count = Math.min(open.size(), choice == Choice.WEIGHTED ? 1 : multivalueMax);
    for (int i = 0; i < count; i++) {
      Collections.swap(open, i, i + random.nextInt(open.size() - i));
    }
    return open.subList(0, count);
  }
}
