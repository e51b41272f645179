package io.fairlead.proxy.settings;

import io.fairlead.node.settings.Setting;
import java.time.Duration;

/** Connections to endpoints; the numbers are for one endpoint and one event loop. */
public record PoolSettings(
    @Setting(value = "1s", doc = "How long a connection may take to come about", min = 1)
        Duration connectTimeout,
    @Setting(value = "4s", doc = "How long an idle connection is kept", min = 0)
        Duration idleTimeout,
    @Setting(value = "512", doc = "Connections to one endpoint", min = 1) int connectionsMax,
    @Setting(value = "64", doc = "Idle connections kept to one endpoint", min = 0) int idleMax) {}
