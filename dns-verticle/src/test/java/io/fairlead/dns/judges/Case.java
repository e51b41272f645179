package io.fairlead.dns.judges;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A question and what has to come back.
 *
 * @param zone whose SOA record comes with a denial; null where nothing is denied
 * @param chain aliases before the answers, in order, as {@code CNAME target.}
 * @param count how many of the values are shown
 * @param values what may be shown, as {@code A 10.0.0.1}
 * @param along what comes in the additional section, as {@code owner. A 10.0.0.1}; null for
 *     anything
 * @param others what is different for some judges
 */
record Case(
    Question question,
    String rcode,
    String zone,
    List<String> chain,
    int count,
    Set<String> values,
    Set<String> along,
    Map<Judge.Kind, Case> others) {

  private static Case of(String name, String type, String rcode, String zone, Set<String> values) {
    return new Case(
        new Question(name, type),
        rcode,
        zone,
        List.of(),
        values.size(),
        values,
        Set.of(),
        new EnumMap<>(Judge.Kind.class));
  }

  /** Exactly these, in any order. */
  static Case answers(String name, String type, String... values) {
    return of(name, type, "NOERROR", null, Set.of(values));
  }

  /** So many of these. */
  static Case some(int count, String name, String type, Set<String> values) {
    return answers(name, type, values.toArray(String[]::new))
        .showing(count)
        .along((Set<String>) null);
  }

  /** The name is there, the type is not. */
  static Case noData(String name, String type, String zone) {
    return of(name, type, "NOERROR", zone, Set.of());
  }

  /** There is no such name. */
  static Case noName(String name, String type, String zone) {
    return of(name, type, "NXDOMAIN", zone, Set.of());
  }

  /** Not answered for here. A resolver in front that finds nobody else to ask says so. */
  static Case refused(String name, String type) {
    var refused = of(name, type, "REFUSED", null, Set.of());
    return refused.but(Judge.Kind.RECURSIVE, failed(name, type));
  }

  /** Who resolved it came to no end. */
  static Case failed(String name, String type) {
    return of(name, type, "SERVFAIL", null, Set.of());
  }

  private Case showing(int most) {
    return new Case(question, rcode, zone, chain, most, values, along, others);
  }

  private Case along(Set<String> records) {
    return new Case(question, rcode, zone, chain, count, values, records, others);
  }

  /** With aliases before the answers. */
  Case after(String... aliases) {
    var all = List.of(aliases).stream().map(a -> "CNAME " + a + ".").toList();
    return new Case(question, rcode, zone, all, count, values, along, others);
  }

  /** With additional records. */
  Case along(String... records) {
    return along(Set.of(records));
  }

  /** One kind of judge sees something else. */
  Case but(Judge.Kind kind, Case other) {
    others.put(kind, other);
    return this;
  }

  Case as(Judge.Kind kind) {
    return others.getOrDefault(kind, this);
  }
}
