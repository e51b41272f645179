package io.fairlead.proxy.settings;

import io.fairlead.node.settings.Setting;
import io.fairlead.proxy.http2.Http2Limits;
import java.time.Duration;

/** Bounds of HTTP/2 and gRPC. */
public record Http2Settings(
    @Setting(
            value = "100",
            doc = "Requests at once on one connection from a client",
            min = 1,
            max = 1000000)
        int streamsMax,
    @Setting(
            value = "65535",
            doc = "Bytes of one body that may be on their way to the sidecar",
            min = 16384,
            max = 16777216)
        int streamWindowBytes,
    @Setting(
            value = "4194304",
            doc = "Bytes of all bodies of a connection that may be on their way",
            min = 65535,
            max = 268435456)
        int connectionWindowBytes,
    @Setting(
            value = "200",
            doc = "Streams that a client may give up unanswered in a floodWindow; 0 is no limit",
            min = 0)
        int resetsMax,
    @Setting(
            value = "1000",
            doc = "SETTINGS, PING and empty frames of a client in a floodWindow; 0 is no limit",
            min = 0)
        int controlFramesMax,
    @Setting(
            value = "16",
            doc = "Small CONTINUATION frames of one head; 0 is no limit",
            min = 0,
            max = 10000)
        int continuationFramesMax,
    @Setting(value = "30s", doc = "For how long resets and such frames are counted", min = 1)
        Duration floodWindow,
    @Setting(
            value = "8",
            doc = "Connections to one endpoint, on each event loop",
            min = 1,
            max = 10000)
        int upstreamConnectionsMax,
    @Setting(
            value = "100",
            doc = "Requests at once on one connection to an endpoint",
            min = 1,
            max = 1000000)
        int upstreamStreamsMax,
    @Setting(value = "60s", doc = "How long a connection to an endpoint is kept idle", min = 0)
        Duration upstreamIdleTimeout,
    @Setting(
            value = "0s",
            doc = "How long an endpoint may be silent before it is sent a PING; 0 is no PING",
            min = 0)
        Duration pingInterval) {

  /** For each event loop. */
  public Http2Limits limits() {
    return new Http2Limits(
        streamsMax,
        streamWindowBytes,
        connectionWindowBytes,
        resetsMax,
        controlFramesMax,
        continuationFramesMax,
        floodWindow.toNanos(),
        upstreamConnectionsMax,
        upstreamStreamsMax,
        upstreamIdleTimeout.toNanos(),
        pingInterval.toNanos());
  }
}
