package io.fairlead.catalog.view;

import java.time.Duration;

/**
 * How a reader keeps itself fresh.
 *
 * @param antiEntropy how often it compares digests although no event was missed
 * @param incompleteRetry how often it asks again while the registry is being filled
 * @param requestTimeout how long one page may take
 * @param failureRetry how long it waits after a failed snapshot
 */
public record ReaderSettings(
    Duration antiEntropy,
    Duration incompleteRetry,
    Duration requestTimeout,
    Duration failureRetry) {

  /** One minute, one second, five seconds, half a second. */
  public static ReaderSettings defaults() {
    return new ReaderSettings(
        Duration.ofMinutes(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofMillis(500));
  }
}
