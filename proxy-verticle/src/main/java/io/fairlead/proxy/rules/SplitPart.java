package io.fairlead.proxy.rules;

import io.fairlead.catalog.policy.Destination;
import io.fairlead.catalog.policy.RouteRule;
import io.fairlead.proxy.exchange.Route;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One destination of a rule's split, as metrics name it: the same in every version of the policy,
 * whatever its weight.
 *
 * @param service whose policy it is, as {@code service.namespace}
 * @param destination the service that is asked and, in braces, the attributes of its subset; cut
 *     after 200 characters
 */
public record SplitPart(String service, String rule, String destination) {
  private static final int DESTINATION_CHARS_MAX = 200;

  static SplitPart of(String service, String rule, Destination destination) {
    String asked = destination.service() == null ? service : destination.service();
    var subset = destination.subset();
    String text = subset == null || subset.isEmpty() ? asked : asked + " " + new TreeMap<>(subset);
    return new SplitPart(
        service,
        rule,
        text.length() <= DESTINATION_CHARS_MAX ? text : text.substring(0, DESTINATION_CHARS_MAX));
  }

  /** Those of one rule, in its order. */
  static List<SplitPart> of(String service, RouteRule rule) {
    return rule.split().stream().map(part -> of(service, rule.name(), part)).toList();
  }

  /** Those of all rules of a service. */
  public static Stream<SplitPart> of(Route route) {
    return route.policy().routes().stream().flatMap(rule -> of(route.name(), rule).stream());
  }
}
