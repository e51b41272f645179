package io.fairlead.launcher.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.node.StartFailure;

/** The rule of a policy whose split a release changes; everything else stays as it is. Pure. */
final class ShiftRule {
  private static final String ROUTES = "routes";
  private static final String NAME = "name";
  private static final int WHOLE = 100;

  private ShiftRule() {}

  /**
   * The policy with so much of the traffic on its way to the new target.
   *
   * @param name of the rule; made behind all others when there is none of that name
   * @param percent 0 to 100
   */
  static ObjectNode split(ObjectNode policy, String name, Target from, Target to, int percent) {
    var changed = policy.deepCopy();
    var rule = rule(changed, name);
    var split = rule.putArray("split");
    split.add(to.destination(percent));
    split.add(from.destination(WHOLE - percent));
    return changed;
  }

  private static ObjectNode rule(ObjectNode policy, String name) {
    var routes = policy.get(ROUTES) instanceof ArrayNode there ? there : policy.putArray(ROUTES);
    for (JsonNode route : routes) {
      if (name.equals(route.path(NAME).textValue())) {
        return (ObjectNode) route;
      }
    }
    for (JsonNode route : routes) {
      if (route.path("match").isEmpty()) {
        throw new StartFailure(
            "the rule "
                + route.path(NAME)
                + " of the policy takes all requests, so that none would be shifted (expected:"
                + " --rule with its name, or a policy without such a rule)");
      }
    }
    return routes.addObject().put(NAME, name);
  }
}
