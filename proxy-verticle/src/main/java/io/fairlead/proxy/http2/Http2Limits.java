package io.fairlead.proxy.http2;

/**
 * Bounds of HTTP/2 beside those of all protocols, for one connection where nothing else is said.
 *
 * @param streamsMax requests of a client at once
 * @param streamWindowBytes of a body that may wait here for its reader
 * @param connectionWindowBytes of all bodies of a connection together
 * @param resetsMax streams that a client may begin and give up before they are answered, in a
 *     window of time
 * @param controlFramesMax frames that carry nothing (SETTINGS, PING, PRIORITY and empty DATA) in a
 *     window of time
 * @param continuationFramesMax small CONTINUATION frames of one head
 * @param floodWindowNanos the window of time
 * @param upstreamMax connections to one endpoint, on each event loop
 * @param upstreamStreamsMax requests on one of them at once, if the endpoint allows as many
 * @param upstreamIdleNanos how long one of them is kept without a request
 * @param pingNanos how often an endpoint that is silent is asked whether it is still there; 0 for
 *     never
 */
public record Http2Limits(
    int streamsMax,
    int streamWindowBytes,
    int connectionWindowBytes,
    int resetsMax,
    int controlFramesMax,
    int continuationFramesMax,
    long floodWindowNanos,
    int upstreamMax,
    int upstreamStreamsMax,
    long upstreamIdleNanos,
    long pingNanos) {}
