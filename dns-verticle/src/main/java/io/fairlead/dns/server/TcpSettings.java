package io.fairlead.dns.server;

import io.fairlead.node.settings.Setting;
import java.time.Duration;

/**
 * What TCP connections may hold (RFC 7766 §6).
 *
 * @param idleTimeout silence after which a connection is closed
 * @param connectionsMax open at once; one more is closed at once
 */
public record TcpSettings(
    @Setting(value = "10s", doc = "Silence after which a TCP connection is closed")
        Duration idleTimeout,
    @Setting(
            value = "1000",
            doc = "TCP connections open at once; further ones are closed",
            min = 1,
            max = 100000)
        int connectionsMax) {}
