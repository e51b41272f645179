package io.fairlead.proxy.settings;

import io.fairlead.node.settings.Setting;
import java.time.Duration;

/** Bounds of the process and its listeners. */
public record LimitSettings(
    @Setting(value = "0", doc = "Event loops; 0 is one for each processor", min = 0, max = 64)
        int eventLoops,
    @Setting(value = "32768", doc = "Bytes of a head's lines", min = 1024, max = 1048576)
        int headBytesMax,
    @Setting(
            value = "0",
            doc = "Requests under way at once; more are shed; 0 is what the heap holds",
            min = 0)
        int requestsMax,
    @Setting(
            value = "0",
            doc =
                "Connections to one listener, egress and virtual ones together; 0 is what the heap"
                    + " holds",
            min = 0)
        int connectionsMax,
    @Setting(value = "300s", doc = "How long a connection may be without a request", min = 1)
        Duration idleTimeout) {}
