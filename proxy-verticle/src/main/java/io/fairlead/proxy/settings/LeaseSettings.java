package io.fairlead.proxy.settings;

import io.fairlead.node.settings.Setting;
import java.time.Duration;

/** How registrations are kept alive. */
public record LeaseSettings(
    @Setting(value = "10s", doc = "How long a registration lives unless renewed", min = 100)
        Duration duration,
    @Setting(value = "3s", doc = "How often it is renewed", min = 10) Duration renew,
    @Setting(value = "100ms", doc = "First wait after a failure, before jitter", min = 1)
        Duration retryMin,
    @Setting(value = "1s", doc = "Longest wait after a failure", min = 1) Duration retryMax,
    @Setting(value = "2s", doc = "How long the registry may take to answer", min = 10)
        Duration requestTimeout,
    @Setting(value = "200ms", doc = "Spread of renewals once the registry is back", min = 0)
        Duration restoredJitter) {

  public LeaseSettings {
    if (renew.compareTo(duration) >= 0) {
      throw new IllegalArgumentException(
          "lease.renew = "
              + renew.toMillis()
              + "ms (expected: less than lease.duration, "
              + duration.toMillis()
              + "ms)");
    }
  }
}
