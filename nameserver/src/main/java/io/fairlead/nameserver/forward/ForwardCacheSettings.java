package io.fairlead.nameserver.forward;

import io.fairlead.node.settings.Setting;
import java.time.Duration;

/**
 * What is kept of upstreams' answers, for all event loops together.
 *
 * @param entriesMax answers kept; the one that was not asked for the longest goes first
 * @param bytesMax the same in bytes of memory
 * @param ttlMin a shorter TTL is taken for this one; more than 0 shows answers that are out of date
 * @param ttlMax a longer TTL is taken for this one
 * @param negativeTtlMax the same for names and types that do not exist (RFC 2308 §5)
 * @param serveStale for how long an answer that ran out may still be given while no upstream
 *     answers (RFC 8767); 0 for never
 */
public record ForwardCacheSettings(
    @Setting(value = "10000", doc = "Answers of upstreams kept", min = 1, max = 10000000)
        int entriesMax,
    @Setting(
            value = "16777216",
            doc = "Memory for answers of upstreams, in bytes",
            min = 1048576,
            max = 4294967296L)
        long bytesMax,
    @Setting(value = "0s", doc = "Shortest time that an answer is kept", min = 0, max = 86400000)
        Duration ttlMin,
    @Setting(value = "24h", doc = "Longest time that an answer is kept", min = 0, max = 604800000)
        Duration ttlMax,
    @Setting(
            value = "1h",
            doc = "Longest time that it is kept that a name or type does not exist",
            min = 0,
            max = 86400000)
        Duration negativeTtlMax,
    @Setting(
            value = "0s",
            doc = "How long an answer that ran out is given while no upstream answers; 0s is never",
            min = 0,
            max = 604800000)
        Duration serveStale) {

  /** Checks that the shortest is not the longer one. */
  public ForwardCacheSettings {
    if (ttlMin.compareTo(ttlMax) > 0) {
      throw new IllegalArgumentException(
          "forward.cache.ttlMin is "
              + ttlMin.toMillis()
              + " ms (expected: at most forward.cache.ttlMax, "
              + ttlMax.toMillis()
              + " ms)");
    }
  }
}
