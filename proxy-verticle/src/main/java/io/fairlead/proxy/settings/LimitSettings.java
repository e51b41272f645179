package io.fairlead.proxy.settings;

import io.fairlead.node.settings.Setting;
import java.time.Duration;

/** Bounds of a listener. */
public record LimitSettings(
    @Setting(value = "0", doc = "Event loops; 0 is one for each processor", min = 0, max = 64)
        int eventLoops,
    @Setting(value = "32768", doc = "Bytes of a head's lines", min = 1024, max = 1048576)
        int headBytesMax,
    @Setting(value = "4096", doc = "Connections to one listener and event loop", min = 1)
        int connectionsMax,
    @Setting(value = "300s", doc = "How long a connection may be without a request", min = 1)
        Duration idleTimeout) {}
