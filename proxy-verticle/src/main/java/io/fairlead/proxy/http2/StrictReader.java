package io.fairlead.proxy.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Reads a client's frames, and says more of heads for streams that have ended than Netty's codec
 * does (RFC 9113 §5.1, §5.1.1): that the numbers of streams grow, and none is used again. What was
 * on its way to a stream that was reset here is passed over.
 */
final class StrictReader extends DefaultHttp2FrameReader {
  private static final int RESETS_KNOWN = 32;

  private final Http2Connection connection;
  private Strict strict;
  private int highest;
  private int skippedFrom;
  private int skippedTo;
  private final int[] resetHere = new int[RESETS_KNOWN];
  private int resets;

  StrictReader(Http2Connection connection, Http2HeadersDecoder heads, int continuationsMax) {
    super(heads, continuationsMax);
    this.connection = connection;
    connection.addListener(
        new Http2ConnectionAdapter() {
          @Override
          public void onStreamClosed(Http2Stream stream) {
            if (stream.isResetSent()) {
              resetHere[resets++ % RESETS_KNOWN] = stream.id();
            }
          }
        });
  }

  @Override
  public void readFrame(ChannelHandlerContext ctx, ByteBuf input, Http2FrameListener listener)
      throws Http2Exception {
    if (strict == null || strict.inner != listener) {
      strict = new Strict(listener);
    }
    super.readFrame(ctx, input, strict);
  }

  /**
   * Judges a head.
   *
   * @param last whether the client ends the stream with it
   * @return false when it is to be passed over
   */
  private boolean check(int streamId, boolean last) throws Http2Exception {
    var stream = connection.stream(streamId);
    if (stream != null) {
      if (stream.state() == Http2Stream.State.HALF_CLOSED_REMOTE && !stream.isResetSent()) {
        throw Http2Exception.streamError(
            streamId, Http2Error.STREAM_CLOSED, "HEADERS after the end of stream %d", streamId);
      }
    } else if (streamId > highest) {
      skippedFrom = highest + 1;
      skippedTo = streamId - 1;
      highest = streamId;
    } else if (wasResetHere(streamId)) {
      requireTrailers(streamId, last);
      return false;
    } else if (streamId >= skippedFrom && streamId <= skippedTo) {
      throw Http2Exception.connectionError(
          Http2Error.PROTOCOL_ERROR, "stream %d after stream %d", streamId, highest);
    } else {
      throw Http2Exception.connectionError(
          Http2Error.STREAM_CLOSED, "HEADERS for stream %d, which has ended", streamId);
    }
    return true;
  }

  /** Trailers may have crossed the reset; a second head is wrong whatever happened. */
  private static void requireTrailers(int streamId, boolean last) throws Http2Exception {
    if (!last) {
      throw Http2Exception.streamError(
          streamId, Http2Error.PROTOCOL_ERROR, "a second head on stream %d", streamId);
    }
  }

  private boolean wasResetHere(int streamId) {
    for (int id : resetHere) {
      if (id == streamId) {
        return true;
      }
    }
    return false;
  }

  private final class Strict extends Http2FrameListenerDecorator {
    private final Http2FrameListener inner;

    Strict(Http2FrameListener inner) {
      super(inner);
      this.inner = inner;
    }

    /** Counted for the connection's window, and dropped. */
    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean last)
        throws Http2Exception {
      if (data.isReadable() && connection.stream(streamId) == null && wasResetHere(streamId)) {
        connection.local().flowController().receiveFlowControlledFrame(null, data, padding, last);
        return 0;
      }
      return super.onDataRead(ctx, streamId, data, padding, last);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean last)
        throws Http2Exception {
      if (check(streamId, last)) {
        super.onHeadersRead(ctx, streamId, headers, padding, last);
      }
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx,
        int streamId,
        Http2Headers headers,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean last)
        throws Http2Exception {
      if (check(streamId, last)) {
        super.onHeadersRead(ctx, streamId, headers, dependency, weight, exclusive, padding, last);
      }
    }
  }
}
