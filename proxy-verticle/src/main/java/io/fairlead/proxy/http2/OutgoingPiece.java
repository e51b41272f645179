package io.fairlead.proxy.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * A piece of a body that waits for the receiver's window. Tells its owner what was written, without
 * a promise for each frame.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails ends in channelInactive.
final class OutgoingPiece implements Http2RemoteFlowController.FlowControlled {
  /** Whose body it is; on its event loop. */
  interface Owner {
    /** So many bytes were handed to the connection; called within the codec's flush. */
    void written(int bytes);
  }

  /** Pieces up to this many bytes are cheaper to copy behind their frame's head. */
  private static final int COPIED_MAX = 512;

  /** Pieces that wait together are joined up to this many bytes. */
  private static final int JOINED_MAX = 8192;

  private static final int HEAD_BYTES = 9;
  private static final int END_STREAM = 1;

  private final Http2Handler handler;
  private final Http2Stream stream;
  private final Owner owner;
  private ByteBuf bytes;
  private boolean end;
  private boolean joined;

  /**
   * @param bytes taken over; null for none
   * @param end whether the body ends with them
   */
  OutgoingPiece(Http2Handler handler, Http2Stream stream, Owner owner, ByteBuf bytes, boolean end) {
    this.handler = handler;
    this.stream = stream;
    this.owner = owner;
    this.bytes = bytes;
    this.end = end;
  }

  @Override
  public int size() {
    return bytes == null ? 0 : bytes.readableBytes();
  }

  @Override
  public void write(ChannelHandlerContext ctx, int allowedBytes) {
    int allowed = Math.min(allowedBytes, size());
    int most = handler.encoder().configuration().frameSizePolicy().maxFrameSize();
    int rest = allowed;
    while (rest > 0) {
      int part = Math.min(rest, most);
      frame(ctx, part);
      rest -= part;
    }
    if (allowed > 0) {
      owner.written(allowed);
    } else if (end && size() == 0) {
      ctx.write(head(ctx, 0, HEAD_BYTES, true), ctx.voidPromise());
    }
  }

  private void frame(ChannelHandlerContext ctx, int length) {
    boolean all = length == bytes.readableBytes();
    boolean last = all && end;
    if (length <= COPIED_MAX) {
      var frame = head(ctx, length, HEAD_BYTES + length, last).writeBytes(bytes, length);
      ctx.write(frame, ctx.voidPromise());
      if (all) {
        bytes.release();
        bytes = null;
      }
      return;
    }
    ctx.write(head(ctx, length, HEAD_BYTES, last), ctx.voidPromise());
    if (all) {
      var whole = bytes;
      bytes = null;
      ctx.write(whole, ctx.voidPromise());
    } else {
      ctx.write(bytes.readRetainedSlice(length), ctx.voidPromise());
    }
  }

  /** The head of a DATA frame (RFC 9113 §6.1). */
  private ByteBuf head(ChannelHandlerContext ctx, int length, int room, boolean last) {
    return ctx.alloc()
        .directBuffer(room)
        .writeMedium(length)
        .writeByte(Http2FrameTypes.DATA)
        .writeByte(last ? END_STREAM : 0)
        .writeInt(stream.id());
  }

  @Override
  public void writeComplete() {
    if (end) {
      handler.closeStreamLocal(stream, handler.context().newSucceededFuture());
    }
  }

  /** The end of a body needs no frame of its own while its last piece waits. */
  @Override
  public boolean merge(ChannelHandlerContext ctx, Http2RemoteFlowController.FlowControlled next) {
    if (!end && next instanceof OutgoingPiece data && data.end && data.size() == 0) {
      end = true;
      return true;
    }
    return !end && next instanceof OutgoingPiece data && join(data);
  }

  /** Small pieces become one: fewer frames, and none holds the buffer that it was read into. */
  private boolean join(OutgoingPiece next) {
    if (bytes == null || next.bytes == null || !hasRoom(next.size())) {
      return false;
    }
    if (!joined) {
      var first = bytes;
      bytes = first.alloc().directBuffer(JOINED_MAX).writeBytes(first);
      first.release();
      joined = true;
    }
    bytes.writeBytes(next.bytes);
    next.bytes.release();
    next.bytes = null;
    end = next.end;
    return true;
  }

  private boolean hasRoom(int more) {
    return joined ? bytes.writableBytes() >= more : size() + more <= JOINED_MAX;
  }

  @Override
  public void error(ChannelHandlerContext ctx, Throwable cause) {
    if (bytes != null) {
      bytes.release();
      bytes = null;
    }
  }
}
