package io.fairlead.proxy.http2;

import io.fairlead.proxy.http1.FieldRules;
import io.fairlead.proxy.relay.Fields;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.AsciiString;

/** Gives the frames of a client's connection to its streams, and counts those that are free. */
final class FrontFrames extends Http2FrameAdapter {
  private final Http2Front front;
  private final FloodGuard resets;
  private final FloodGuard control;
  private final FrameProgress progress;

  FrontFrames(Http2Front front, Http2Limits limits, FrameProgress progress, long nowNanos) {
    this.front = front;
    this.progress = progress;
    this.resets = new FloodGuard(limits.resetsMax(), limits.floodWindowNanos(), nowNanos);
    this.control = new FloodGuard(limits.controlFramesMax(), limits.floodWindowNanos(), nowNanos);
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
    progress.whole();
    control.forgive();
    var stream = front.connection().stream(streamId);
    var head = (ReceivedHead) headers;
    ServedStream served = front.of(stream);
    if (served != null) {
      if (head.hasPseudo()) {
        throw malformed(streamId, "a pseudo-field in trailers");
      }
      served.receivedEnd(trailers(head.fields()));
    } else if (RequestRules.isMalformed(head)) {
      throw malformed(streamId, "pseudo-fields that do not go together");
    } else {
      front.begin(stream, head, last);
    }
  }

  private static Http2Exception malformed(int streamId, String what) {
    return Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, what);
  }

  /** Those that may go on; a caller's word about the mesh is not believed. */
  private static Fields trailers(Fields all) {
    var on = new Fields();
    for (int i = 0; i < all.size(); i++) {
      if (FieldRules.isOfTrailers((AsciiString) all.name(i), false)) {
        on.add(all.name(i), all.value(i));
      }
    }
    return on;
  }

  /** What is returned may be sent again at once: nobody keeps the padding. */
  @Override
  public int onDataRead(
      ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean last)
      throws Http2Exception {
    progress.whole();
    ServedStream served = front.of(front.connection().stream(streamId));
    if (served == null) {
      return data.readableBytes() + padding;
    }
    if (data.isReadable()) {
      control.forgive();
      served.received(data.retain());
    } else if (!last) {
      costs();
    }
    if (last) {
      served.receivedEnd(Fields.NONE);
    }
    return padding;
  }

  @Override
  public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode)
      throws Http2Exception {
    progress.whole();
    ServedStream served = front.of(front.connection().stream(streamId));
    if (served != null && !served.isAnswered() && resets.isTooMany(front.now())) {
      throw Http2Front.tooMuch(Http2Observer.Limit.RESETS);
    }
  }

  /**
   * Counts a mistake of the client's, for which its stream was reset here.
   *
   * @param live whether there was a stream at all
   * @return what it was too much of; null when it was not
   */
  Http2Observer.Limit tooMuchFor(boolean live) {
    if (live) {
      return resets.isTooMany(front.now()) ? Http2Observer.Limit.RESETS : null;
    }
    return control.isTooMany(front.now()) ? Http2Observer.Limit.CONTROL_FRAMES : null;
  }

  @Override
  public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
      throws Http2Exception {
    costs();
  }

  @Override
  public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
    costs();
  }

  @Override
  public void onPriorityRead(
      ChannelHandlerContext ctx, int streamId, int dependency, short weight, boolean exclusive)
      throws Http2Exception {
    costs();
  }

  @Override
  public void onSettingsAckRead(ChannelHandlerContext ctx) {
    progress.whole();
  }

  @Override
  public void onPingAckRead(ChannelHandlerContext ctx, long data) {
    progress.whole();
  }

  @Override
  public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment) {
    progress.whole();
  }

  private void costs() throws Http2Exception {
    progress.whole();
    if (control.isTooMany(front.now())) {
      throw Http2Front.tooMuch(Http2Observer.Limit.CONTROL_FRAMES);
    }
  }
}
