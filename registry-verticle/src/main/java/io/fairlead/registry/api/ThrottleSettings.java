package io.fairlead.registry.api;

import io.fairlead.node.settings.Setting;

/**
 * How often one registry node lets instances be discovered before it answers RequestLimitExceeded;
 * AWS's numbers.
 *
 * @param discoverPerSecond 0 means without limit
 * @param discoverBurst how many may come at once
 * @param revisionPerSecond DiscoverInstancesRevision, as many at once; 0 means without limit
 */
public record ThrottleSettings(
    @Setting(value = "1000", doc = "DiscoverInstances per second, 0 for no limit", min = 0)
        int discoverPerSecond,
    @Setting(value = "2000", doc = "DiscoverInstances at once", min = 1) int discoverBurst,
    @Setting(value = "3000", doc = "DiscoverInstancesRevision per second, 0 for no limit", min = 0)
        int revisionPerSecond) {}
