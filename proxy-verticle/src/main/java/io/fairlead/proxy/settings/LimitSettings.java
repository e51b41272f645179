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
            value = "16384",
            doc = "Bytes of a request line, of the head's bytes",
            min = 256,
            max = 1048576)
        int requestLineBytesMax,
    @Setting(value = "128", doc = "Fields of a head or trailer", min = 8, max = 10000)
        int fieldsMax,
    @Setting(
            value = "4096",
            doc = "Bytes of all chunk extensions of a message",
            min = 0,
            max = 1048576)
        int chunkExtensionBytesMax,
    @Setting(
            value = "16384",
            doc = "Bytes that wait for a connection's peer before their source is paused",
            min = 1024,
            max = 16777216)
        int bufferBytesMax,
    @Setting(
            value = "32768",
            doc = "Bytes read from a connection at once",
            min = 1024,
            max = 16777216)
        int readBytesMax,
    @Setting(value = "0", doc = "Requests on one connection from a client; 0 is no limit", min = 0)
        int requestsPerConnectionMax,
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
    @Setting(
            value = "10000",
            doc =
                "Callers that a rate limit with a bucket for each tells apart; of more, the one that"
                    + " was silent longest is forgotten",
            min = 1,
            max = 1000000)
        int callersMax,
    @Setting(
            value = "10s",
            doc = "How long a client may take to send a head, from its first byte on",
            min = 1)
        Duration headTimeout,
    @Setting(
            value = "30s",
            doc = "How long a client may pause in a body, or in reading its answer",
            min = 1)
        Duration bodyTimeout,
    @Setting(
            value = "3600s",
            doc = "How long a WebSocket or another tunnel may be silent; 0 for ever",
            min = 0)
        Duration tunnelIdleTimeout,
    @Setting(value = "true", doc = "Whether a client that closed only its sending side is answered")
        boolean halfClose,
    @Setting(value = "300s", doc = "How long a connection may be without a request", min = 1)
        Duration idleTimeout) {}
