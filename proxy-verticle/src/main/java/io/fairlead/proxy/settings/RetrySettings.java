package io.fairlead.proxy.settings;

import io.fairlead.node.settings.Setting;
import java.time.Duration;

/** How failed attempts are repeated. */
public record RetrySettings(
    @Setting(value = "2", doc = "Further attempts after the first", min = 0, max = 10)
        int retriesMax,
    @Setting(value = "25ms", doc = "Limit of the first wait, doubled each time", min = 0)
        Duration backoffMin,
    @Setting(value = "250ms", doc = "Limit of every wait", min = 0) Duration backoffMax,
    @Setting(value = "20", doc = "Percent of requests that may be retried", min = 0, max = 1000)
        int budgetPercent,
    @Setting(value = "10", doc = "Retries a second allowed besides", min = 0) int budgetPerSecond,
    @Setting(
            value = "65536",
            doc = "Bytes of a request body kept for another attempt",
            min = 0,
            max = 16777216)
        int bodyBytesMax) {}
