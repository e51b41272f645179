package io.fairlead.registry.api;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Random;

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
   * The positions of the wanted instances, in random order.
   *
   * @param isHealthChecked false when nothing judges their health, which then counts for nothing
   */
  int[] of(Candidates all, boolean isHealthChecked, Random random) {
    var found = all.matching(required);
    if (isHealthChecked) {
      found = byHealth(all, found);
    }
    if (!preferred.isEmpty()) {
      var narrowed = all.matching(preferred);
      narrowed.and(found);
      found = narrowed.isEmpty() ? found : narrowed;
    }
    return shuffled(found.stream().toArray(), random);
  }

  private BitSet byHealth(Candidates all, BitSet found) {
    var serving = all.serving();
    serving.and(found);
    return switch (health) {
      case ALL -> found;
      case HEALTHY -> serving;
      case UNHEALTHY -> {
        found.andNot(serving);
        yield found;
      }
      case HEALTHY_OR_ELSE_ALL -> serving.isEmpty() ? found : serving;
    };
  }

  /** Only as far as is shown. */
  private int[] shuffled(int[] positions, Random random) {
    int shown = Math.min(most, positions.length);
    for (int i = 0; i < shown; i++) {
      int other = i + random.nextInt(positions.length - i);
      int position = positions[i];
      positions[i] = positions[other];
      positions[other] = position;
    }
    return shown == positions.length ? positions : Arrays.copyOf(positions, shown);
  }
}
