package io.fairlead.nameserver.server;

import io.fairlead.node.settings.Setting;
import java.time.Duration;

/**
 * What TCP connections may hold (RFC 7766 §6).
 *
 * @param idleTimeout silence after which a connection is closed
 * @param messageTimeout a query that has begun to arrive is there after this, or the connection is
 *     closed; so is one whose asker does not read
 * @param queryBytesMax a longer query closes the connection
 * @param connectionsMax open at once; one more is closed at once
 * @param connectionsPerAsker the same for one address
 */
public record TcpSettings(
    @Setting(value = "10s", doc = "Silence after which a TCP connection is closed")
        Duration idleTimeout,
    @Setting(
            value = "5s",
            doc = "How long one query may take to arrive by TCP, or its response to be read",
            min = 10,
            max = 600000)
        Duration messageTimeout,
    @Setting(
            value = "4096",
            doc = "Longest query by TCP in bytes; a longer one closes the connection",
            min = 512,
            max = 65535)
        int queryBytesMax,
    @Setting(
            value = "1000",
            doc = "TCP connections open at once; further ones are closed",
            min = 1,
            max = 100000)
        int connectionsMax,
    @Setting(
            value = "100",
            doc = "TCP connections of one address open at once; further ones are closed",
            min = 1,
            max = 100000)
        int connectionsPerAsker) {}
