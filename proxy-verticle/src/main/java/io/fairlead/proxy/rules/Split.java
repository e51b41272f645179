package io.fairlead.proxy.rules;

import io.fairlead.catalog.policy.Destination;
import io.fairlead.catalog.policy.Sticky;
import io.fairlead.proxy.exchange.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Shares a rule's requests out among its targets by weight. A target without an endpoint gets none
 * while another has some. Immutable but for what its targets remember; any event loop.
 */
final class Split {
  static final int TARGETS_MAX = 32;

  private static final int SECONDS_MAX = 31_536_000;

  /**
   * What was chosen.
   *
   * @param cookie what the caller is to keep, null for nothing new
   * @param target which of the targets, from 0
   */
  record Choice(Route route, String cookie, int target) {}

  private final List<Target> targets;
  private final List<String> ids;
  private final Sticky sticky;

  private Split(List<Target> targets, Sticky sticky) {
    this.targets = List.copyOf(targets);
    this.ids = ids(targets);
    this.sticky = sticky;
  }

  /**
   * Compiles it.
   *
   * @param sticky null for none
   * @throws IllegalArgumentException when nothing could ever be chosen, or a number is out of range
   */
  static Split of(List<Destination> split, Sticky sticky, Overrides overrides) {
    if (sticky != null) {
      WireText.cookie("sticky.cookie", sticky.cookie());
      Checks.range("sticky.seconds", sticky.seconds(), 1, 1, SECONDS_MAX);
    }
    if (split.isEmpty()) {
      if (sticky != null) {
        throw Checks.wrong("sticky", "without a split", "a split, or none");
      }
      return new Split(List.of(Target.own(overrides)), null);
    }
    List<Target> targets = new ArrayList<>();
    for (var destination : Checks.atMost("split", split, TARGETS_MAX)) {
      targets.add(Target.of(destination, overrides));
    }
    if (targets.stream().allMatch(target -> target.weight() == 0)) {
      throw Checks.wrong("split", "of weights that are all 0", "at least one above");
    }
    return new Split(targets, sticky);
  }

  /**
   * Names that tell callers nothing, and stay when weights or the order change. Two of the same
   * name would be the same target nearly always; when not, the later one is numbered.
   */
  private static List<String> ids(List<Target> targets) {
    List<String> ids = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < targets.size(); i++) {
      String id = String.format("%08x", targets.get(i).identity().hashCode());
      ids.add(taken.add(id) ? id : id + "-" + i);
    }
    return List.copyOf(ids);
  }

  /**
   * Chooses, for all of a request's attempts.
   *
   * @param random from 0 to 1
   * @return null when no target has an endpoint
   */
  Choice choose(Asked asked, Route from, Destinations destinations, double random) {
    if (sticky != null) {
      String kept = asked.cookie(sticky.cookie());
      int held = kept == null ? -1 : ids.indexOf(kept);
      if (held >= 0 && share(held, from, destinations) > 0) {
        return new Choice(targets.get(held).route(from, destinations), null, held);
      }
    }
    int index = index(from, destinations, random);
    return index < 0
        ? null
        : new Choice(
            targets.get(index).route(from, destinations),
            sticky == null ? null : cookie(index),
            index);
  }

  private int index(Route from, Destinations destinations, double random) {
    long sum = 0;
    for (int i = 0; i < targets.size(); i++) {
      sum += share(i, from, destinations);
    }
    long at = Math.min((long) (random * sum), sum - 1);
    for (int i = 0; i < targets.size(); i++) {
      at -= share(i, from, destinations);
      if (at < 0 && sum > 0) {
        return i;
      }
    }
    return -1;
  }

  /** The target's weight; 0 when it has no endpoint. */
  private int share(int index, Route from, Destinations destinations) {
    var route = targets.get(index).route(from, destinations);
    return route == null || route.endpoints().isEmpty() ? 0 : targets.get(index).weight();
  }

  private String cookie(int index) {
    String age = sticky.seconds() == null ? "" : "; Max-Age=" + sticky.seconds();
    return sticky.cookie() + "=" + ids.get(index) + "; Path=/; HttpOnly; SameSite=Lax" + age;
  }

  /** For messages. */
  String describe() {
    return String.join(", ", targets.stream().map(Target::describe).toList());
  }
}
