package io.fairlead.proxy.http2;

import io.fairlead.proxy.relay.RelayLimits;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import io.netty.util.AsciiString;

/**
 * Netty's codec of one connection, put together: heads without hash tables, streams served in turn
 * (priorities are obsolete, RFC 9113 §5.3).
 *
 * @param settings sent first
 */
record Codec(
    Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
  private static final AsciiString REQUEST_ID = AsciiString.cached("x-request-id");
  private static final AsciiString TRACEPARENT = AsciiString.cached("traceparent");
  private static final AsciiString AMZN = AsciiString.cached("x-amzn-trace-id");
  private static final AsciiString AUTHORIZATION = AsciiString.cached("authorization");

  /** Of a connection from a client. */
  static Codec ofServer(RelayLimits relay, Http2Limits limits) {
    var settings =
        new Http2Settings()
            .maxConcurrentStreams(limits.streamsMax())
            .initialWindowSize(limits.streamWindowBytes())
            .maxHeaderListSize(relay.headBytesMax());
    return of(true, limits.streamsMax(), settings, relay, limits);
  }

  /** Of a connection to an endpoint. */
  static Codec ofClient(RelayLimits relay, Http2Limits limits) {
    var settings =
        new Http2Settings()
            .pushEnabled(false)
            .initialWindowSize(limits.streamWindowBytes())
            .maxHeaderListSize(relay.headBytesMax());
    return of(false, 0, settings, relay, limits);
  }

  private static Codec of(
      boolean server,
      int remoteStreamsMax,
      Http2Settings settings,
      RelayLimits relay,
      Http2Limits limits) {
    var connection = new DefaultHttp2Connection(server, 0);
    connection.remote().maxActiveStreams(remoteStreamsMax);
    connection
        .remote()
        .flowController(
            new DefaultHttp2RemoteFlowController(
                connection, new UniformStreamByteDistributor(connection)));
    var heads = new Heads(relay.headBytesMax());
    // Netty's reader takes 0 at its word; the size of a head is limited in any case.
    int continuations =
        limits.continuationFramesMax() == 0 ? Integer.MAX_VALUE : limits.continuationFramesMax();
    var reader =
        server
            ? new StrictReader(connection, heads, continuations)
            : new DefaultHttp2FrameReader(heads, continuations);
    var encoder =
        new DefaultHttp2ConnectionEncoder(
            connection, new DefaultHttp2FrameWriter(Codec::isNeverIndexed));
    var decoder =
        new DefaultHttp2ConnectionDecoder(
            connection,
            encoder,
            reader,
            Http2PromisedRequestVerifier.ALWAYS_VERIFY,
            true,
            true,
            true,
            server);
    return new Codec(decoder, encoder, settings);
  }

  /** What differs in each request would only push out what does not; secrets are not to be told. */
  private static boolean isNeverIndexed(CharSequence name, CharSequence value) {
    return switch (name.length()) {
      case 11 -> AsciiString.contentEquals(name, TRACEPARENT);
      case 12 -> AsciiString.contentEquals(name, REQUEST_ID);
      case 13 -> AsciiString.contentEquals(name, AUTHORIZATION);
      case 15 -> AsciiString.contentEquals(name, AMZN);
      default -> false;
    };
  }

  private static final class Heads extends DefaultHttp2HeadersDecoder {
    Heads(long listSizeMax) {
      super(false, listSizeMax);
    }

    @Override
    protected Http2Headers newHeaders() {
      return new ReceivedHead();
    }
  }
}
