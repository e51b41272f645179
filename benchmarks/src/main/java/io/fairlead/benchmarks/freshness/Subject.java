package io.fairlead.benchmarks.freshness;

import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A service that is changed and watched.
 *
 * @param name its domain name
 * @param residents addresses of the instances that stay, all of which every answer has to contain
 */
record Subject(String name, String serviceId, Set<String> residents) {
  private static final int HOSTS = 250;

  Subject {
    residents = Set.copyOf(residents);
  }

  static Subject of(String name, String serviceId, int residents) {
    return new Subject(
        name,
        serviceId,
        IntStream.rangeClosed(1, residents)
            .mapToObj(i -> "10.250.0." + i)
            .collect(Collectors.toSet()));
  }

  /** The address of a round's instance, no resident's and another one in each of 62,500 rounds. */
  static String address(int round) {
    return "10.251.%d.%d".formatted(round / HOSTS % HOSTS, 1 + round % HOSTS);
  }

  /** Whether an answer contains an address besides the residents' and nothing else. */
  Predicate<Set<String>> with(String address) {
    return answer ->
        answer.size() == residents.size() + 1
            && answer.contains(address)
            && answer.containsAll(residents);
  }

  /** Whether an answer contains the residents' addresses and nothing else. */
  Predicate<Set<String>> without() {
    return residents::equals;
  }
}
