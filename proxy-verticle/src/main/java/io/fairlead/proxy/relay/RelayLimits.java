package io.fairlead.proxy.relay;

/**
 * Bounds of the wire, each for one event loop.
 *
 * @param headBytesMax of a message's head: request line or status line and all fields
 * @param fieldsMax header fields of a message, and trailer fields
 * @param requestLineBytesMax of a request line
 * @param chunkExtensionBytesMax of all chunk extensions of a message
 * @param replayBytesMax of a request body kept for another attempt
 * @param bufferBytesMax written to a connection and not yet taken by the kernel, before its source
 *     is paused
 * @param readBytesMax read from a connection at once
 * @param requestsMax requests on one connection from a client, 0 for no limit
 * @param downstreamMax connections from clients to one listener, or to all that share a limit
 * @param headNanos how long a client may take to send a head, from its connection or from its first
 *     byte on
 * @param downstreamIdleNanos how long a client's connection may be without a request
 * @param bodyIdleNanos how long a client may pause in the middle of a body or in reading
 * @param halfClose whether a client that closed its sending side only is answered; otherwise it has
 *     gone
 * @param upstreamMax connections to one endpoint
 * @param upstreamIdleMax of them kept without a request
 * @param upstreamIdleNanos how long they are kept; shorter than the usual servers' patience
 *     (Node.js 5 s), since a request that meets a closing connection cannot always be repeated
 * @param connectMillis how long a connection may take to come about
 * @param tunnelIdleNanos how long a tunnel may be silent in both directions; 0 for ever
 * @param eventLoops among which what is allowed to the whole process is shared out
 */
public record RelayLimits(
    int headBytesMax,
    int fieldsMax,
    int requestLineBytesMax,
    int chunkExtensionBytesMax,
    int replayBytesMax,
    int bufferBytesMax,
    int readBytesMax,
    int requestsMax,
    int downstreamMax,
    long headNanos,
    long downstreamIdleNanos,
    long bodyIdleNanos,
    boolean halfClose,
    int upstreamMax,
    int upstreamIdleMax,
    long upstreamIdleNanos,
    int connectMillis,
    long tunnelIdleNanos,
    int eventLoops) {}
