package io.fairlead.proxy.outlier;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which endpoints stand out by what they did over an interval; pure. As Envoy has it ("Outlier
 * detection", success rate and failure percentage).
 *
 * @param intervalNanos how long is measured
 * @param success compares rates of success; null for no
 * @param failures counts failures in percent; null for no
 */
record RatePolicy(long intervalNanos, Success success, Failures failures) {
  /**
   * Whoever succeeds much less often than the others.
   *
   * @param endpointsMin that have enough requests; with fewer there is no comparing
   * @param requestsMin of an endpoint in the interval
   * @param stdevThousandths how many standard deviations below the mean, times 1000
   */
  record Success(int endpointsMin, int requestsMin, int stdevThousandths) {}

  /**
   * Whoever fails too often.
   *
   * @param threshold in percent
   * @param endpointsMin that have enough requests
   * @param requestsMin of an endpoint in the interval
   */
  record Failures(int threshold, int endpointsMin, int requestsMin) {}

  /**
   * What an endpoint did.
   *
   * @param failed of the requests
   */
  record Count(long requests, long failed) {
    double successPercent() {
      return 100.0 * (requests - failed) / requests;
    }
  }

  /** The instances that stand out. */
  Set<String> outliers(Map<String, Count> counts) {
    Set<String> found = new HashSet<>();
    if (success != null) {
      var enough = withAtLeast(success.requestsMin, counts);
      if (enough.size() >= success.endpointsMin) {
        double threshold = threshold(enough.values());
        enough.forEach((id, count) -> add(found, id, count.successPercent() < threshold));
      }
    }
    if (failures != null) {
      var enough = withAtLeast(failures.requestsMin, counts);
      if (enough.size() >= failures.endpointsMin) {
        enough.forEach(
            (id, count) ->
                add(found, id, count.failed * 100 >= failures.threshold * count.requests));
      }
    }
    return found;
  }

  private double threshold(Collection<Count> counts) {
    double mean = counts.stream().mapToDouble(Count::successPercent).average().orElse(0);
    double variance =
        counts.stream()
            .mapToDouble(count -> Math.pow(count.successPercent() - mean, 2))
            .average()
            .orElse(0);
    return mean - Math.sqrt(variance) * success.stdevThousandths / 1000;
  }

  private static void add(Set<String> found, String id, boolean standsOut) {
    if (standsOut) {
      found.add(id);
    }
  }

  private static Map<String, Count> withAtLeast(int requests, Map<String, Count> counts) {
    Map<String, Count> enough = new java.util.HashMap<>(counts);
    enough.values().removeIf(count -> count.requests == 0 || count.requests < requests);
    return enough;
  }
}
