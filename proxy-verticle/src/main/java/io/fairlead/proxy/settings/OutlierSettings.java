package io.fairlead.proxy.settings;

import io.fairlead.node.settings.Setting;
import java.time.Duration;

/** When an endpoint that keeps failing is left alone. */
public record OutlierSettings(
    @Setting(value = "5", doc = "Failures in a row that eject an endpoint", min = 1)
        int consecutiveFailures,
    @Setting(value = "30s", doc = "First ejection; the n-th lasts n times as long", min = 1)
        Duration ejectionBase,
    @Setting(value = "300s", doc = "Longest ejection", min = 1) Duration ejectionMax,
    @Setting(
            value = "50",
            doc = "Percent of endpoints ejected together; one always may be",
            min = 0,
            max = 100)
        int ejectionPercentMax) {}
