package io.fairlead.proxy.settings;

import io.fairlead.node.settings.Setting;
import java.time.Duration;

/** How the sidecar leaves. */
public record DrainSettings(
    @Setting(value = "1s", doc = "How long others may take to hear of the deregistration", min = 0)
        Duration propagation,
    @Setting(value = "30s", doc = "How long requests under way may take to finish", min = 0)
        Duration grace) {}
