package io.fairlead.dns.zone;

import io.fairlead.dns.message.RecordValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    /** One that is healthy, at random by weight; Cloud Map itself gives all the same. */
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
        ttlSeconds, Choice.ALL, values.stream().map(v -> new Candidate(v, true, 1)).toList());
  }

  /**
   * A set without repetitions (RFC 2181 §5): a value is healthy when any of its owners is, and has
   * the weight of all of them that count.
   */
  static RecordSet distinct(int ttlSeconds, Choice choice, List<Candidate> candidates) {
    Map<RecordValue, Candidate> byValue = new LinkedHashMap<>();
    candidates.forEach(c -> byValue.merge(c.value(), c, RecordSet::joined));
    return new RecordSet(ttlSeconds, choice, List.copyOf(byValue.values()));
  }

  private static Candidate joined(Candidate one, Candidate other) {
    if (one.healthy() != other.healthy()) {
      return one.healthy() ? one : other;
    }
    return new Candidate(one.value(), one.healthy(), one.weight() + other.weight());
  }

  /**
   * The values of one answer. When none is healthy, all count as healthy, as Route 53 does: a dead
   * check must not take a living service down.
   */
  List<RecordValue> choose(int multivalueMax, RandomGenerator random) {
    if (choice == Choice.ALL) {
      return candidates.stream().map(Candidate::value).toList();
    }
    var healthy = candidates.stream().filter(Candidate::healthy).toList();
    var open = healthy.isEmpty() ? candidates : healthy;
    return choice == Choice.WEIGHTED
        ? List.of(byWeight(open, random))
        : shuffled(open, Math.min(open.size(), multivalueMax), random);
  }

  /** Weight 0 is chosen only when all have it. */
  private static RecordValue byWeight(List<Candidate> open, RandomGenerator random) {
    long sum = open.stream().mapToLong(Candidate::weight).sum();
    if (sum == 0) {
      return open.get(random.nextInt(open.size())).value();
    }
    long left = random.nextLong(sum);
    int i = 0;
    while (left >= open.get(i).weight()) {
      left -= open.get(i).weight();
      i++;
    }
    return open.get(i).value();
  }

  private static List<RecordValue> shuffled(
      List<Candidate> open, int count, RandomGenerator random) {
    var values = new ArrayList<>(open.stream().map(Candidate::value).toList());
    for (int i = 0; i < count; i++) {
      Collections.swap(values, i, i + random.nextInt(values.size() - i));
    }
    return values.subList(0, count);
  }
}
