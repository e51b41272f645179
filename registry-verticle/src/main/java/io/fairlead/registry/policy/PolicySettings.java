package io.fairlead.registry.policy;

import io.fairlead.node.settings.Setting;

/**
 * Limits of traffic policies.
 *
 * @param bytesMax the longest document; it is sent to every reader with each change of its service
 */
public record PolicySettings(
    @Setting(
            value = "65536",
            doc = "Longest trafficPolicy document in bytes",
            min = 1024,
            max = 1048576)
        int bytesMax) {}
