package io.fairlead.registry.api;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Instance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Which instances a DiscoverInstances request wants; pure.
 *
 * @param required attributes that must match, all of them (QueryParameters)
 * @param preferred attributes that narrow the result unless that leaves nothing
 *     (OptionalParameters)
 * @param health which statuses are wanted
 * @param most how many are returned at most
 */
record Selection(
    Map<String, String> required, Map<String, String> preferred, DiscoverHealth health, int most) {

  Selection {
    required = Map.copyOf(required);
    preferred = Map.copyOf(preferred);
  }

  /**
   * The wanted instances in random order.
   *
   * @param isHealthChecked false when nothing judges their health, which then counts for nothing
   */
  List<Instance> of(Collection<Instance> all, boolean isHealthChecked, Random random) {
    var found = matching(all, required);
    if (isHealthChecked) {
      found = byHealth(found);
    }
    var narrowed = matching(found, preferred);
    var chosen = narrowed.isEmpty() ? found : narrowed;
    Collections.shuffle(chosen, random);
    return chosen.subList(0, Math.min(most, chosen.size()));
  }

  private List<Instance> byHealth(List<Instance> found) {
    return switch (health) {
      case ALL -> found;
      case HEALTHY -> keep(found, Selection::serves);
      case UNHEALTHY -> keep(found, instance -> !serves(instance));
      case HEALTHY_OR_ELSE_ALL -> {
        var serving = keep(found, Selection::serves);
        yield serving.isEmpty() ? found : serving;
      }
    };
  }

  /** UNKNOWN serves: nothing has spoken against it. */
  private static boolean serves(Instance instance) {
    return instance.healthStatus() != HealthStatus.UNHEALTHY;
  }

  /** A list of its own, which may be shuffled. */
  private static List<Instance> matching(Collection<Instance> all, Map<String, String> wanted) {
    return wanted.isEmpty()
        ? new ArrayList<>(all)
        : keep(all, i -> i.attributes().entrySet().containsAll(wanted.entrySet()));
  }

  private static List<Instance> keep(Collection<Instance> all, Predicate<Instance> wanted) {
    var kept = new ArrayList<Instance>(all.size());
    for (Instance instance : all) {
      if (wanted.test(instance)) {
        kept.add(instance);
      }
    }
    return kept;
  }
}
