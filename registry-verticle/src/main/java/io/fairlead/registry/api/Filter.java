package io.fairlead.registry.api;

import io.fairlead.registry.catalog.CatalogException.InvalidInput;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One filter of a List request; several are joined by AND.
 *
 * @param name what is looked at
 * @param condition how; EQ unless the request says otherwise
 * @param values one for EQ and BEGINS_WITH, two for BETWEEN, some for IN
 */
record Filter(String name, Condition condition, List<String> values) {
  /** How a filter compares (Cloud Map {@code FilterCondition}). */
  enum Condition {
    EQ,
    IN,
    BETWEEN,
    BEGINS_WITH
  }

  Filter {
    values = List.copyOf(values);
  }

  /**
   * The filters of a request.
   *
   * @param allowed which conditions each filter name may have
   */
  static List<Filter> of(Input in, Map<String, Set<Condition>> allowed) {
    return in.structures("Filters").stream()
        .map(filter -> of(filter, allowed.get(filter.text("Name"))))
        .toList();
  }

  /** Whether a text is what this filter wants; null, for what is not there, never is. */
  boolean accepts(String actual) {
    return actual != null && matches(actual);
  }

  private boolean matches(String actual) {
    return switch (condition) {
      case EQ, IN -> values.contains(actual);
      case BEGINS_WITH -> actual.startsWith(values.get(0));
      case BETWEEN -> isBetween(new BigDecimal(actual));
    };
  }

  private boolean isBetween(BigDecimal actual) {
    return actual.compareTo(new BigDecimal(values.get(0))) >= 0
        && actual.compareTo(new BigDecimal(values.get(1))) <= 0;
  }

  private static Filter of(Input in, Set<Condition> allowed) {
    String name = in.text("Name");
    var condition = Condition.valueOf(in.text("Condition", Condition.EQ.name()));
    var values = in.texts("Values");
    if (!allowed.contains(condition)) {
      throw new InvalidInput(
          "Filter "
              + name
              + " with condition "
              + condition
              + " (expected: one of "
              + allowed
              + ")");
    }
    checkCount(name, condition, values.size());
    if (condition == Condition.BETWEEN) {
      values.forEach(value -> checkNumber(name, value));
    }
    return new Filter(name, condition, values);
  }

  private static void checkCount(String name, Condition condition, int count) {
    boolean fits =
        switch (condition) {
          case EQ, BEGINS_WITH -> count == 1;
          case BETWEEN -> count == 2;
          case IN -> count >= 1;
        };
    if (!fits) {
      throw new InvalidInput(
          "Filter %s with condition %s has %d values (expected: %s)"
              .formatted(name, condition, count, expected(condition)));
    }
  }

  private static String expected(Condition condition) {
    return switch (condition) {
      case EQ, BEGINS_WITH -> "exactly 1";
      case BETWEEN -> "exactly 2, start first";
      case IN -> "at least 1";
    };
  }

  private static void checkNumber(String name, String value) {
    if (!value.matches("[0-9]{1,15}(\\.[0-9]{1,9})?")) {
      throw new InvalidInput(
          "Filter " + name + " has value '" + value + "' (expected: seconds since the epoch)");
    }
  }
}
