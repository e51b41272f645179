package io.fairlead.registry.feed;

import io.fairlead.node.settings.Setting;

/**
 * How much readers are told at once.
 *
 * @param pageEndpointsMax endpoints, and services, on one page of a snapshot; one with long custom
 *     attributes counts as several, and a service is never divided
 * @param burstMax changes told in one go before other work of the event loop is let through
 */
public record FeedSettings(
    @Setting(value = "2000", doc = "Endpoints on one snapshot page", min = 1, max = 1000000)
        int pageEndpointsMax,
    @Setting(value = "64", doc = "Changes published in one go", min = 1, max = 100000)
        int burstMax) {}
