package io.fairlead.benchmarks.dns;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What every DNS server holds: 100 names with two addresses each. */
final class Names {
  static final String ZONE = "svc.local";
  static final int TTL_SECONDS = 5;
  private static final int COUNT = 100;

  /**
   * One of them.
   *
   * @param label without the zone
   * @param addresses IPv4
   */
  record Name(String label, List<String> addresses) {
    String full() {
      return label + "." + ZONE;
    }
  }

  private Names() {}

  static List<Name> all() {
    return IntStream.range(0, COUNT)
        .mapToObj(
            i ->
                new Name("orders" + i, List.of("10.0.%d.1".formatted(i), "10.0.%d.2".formatted(i))))
        .toList();
  }

  /** The one that servers get last. */
  static Name last() {
    return all().get(COUNT - 1);
  }

  /** A line for each address of each name, made by a pattern that takes name and address. */
  static String lines(String pattern) {
    return all().stream()
        .flatMap(name -> name.addresses().stream().map(a -> pattern.formatted(name.full(), a)))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Every name once, as dnsperf reads them. */
  static String questions() {
    return all().stream().map(n -> n.full() + " A").collect(Collectors.joining("\n", "", "\n"));
  }
}
