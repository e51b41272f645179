package io.fairlead.proxy.wire;

/**
 * Bounds of the wire, each for one event loop.
 *
 * @param headBytesMax of a request's or response's header section
 * @param replayBytesMax of a request body kept for another attempt
 * @param downstreamMax connections from clients to one listener, or to all that share a limit
 * @param downstreamIdleNanos how long such a connection may be without a request
 * @param upstreamMax connections to one endpoint
 * @param upstreamIdleMax of them kept without a request
 * @param upstreamIdleNanos how long they are kept; shorter than the usual servers' patience
 *     (Node.js 5 s), since a request that meets a closing connection cannot always be repeated
 * @param connectMillis how long a connection may take to come about
 */
public record WireLimits(
    int headBytesMax,
    int replayBytesMax,
    int downstreamMax,
    long downstreamIdleNanos,
    int upstreamMax,
    int upstreamIdleMax,
    long upstreamIdleNanos,
    int connectMillis) {}
