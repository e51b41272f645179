package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.Writes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;

/** Writes bodies with the framing that their head announced (RFC 9112 §7.1). */
final class BodyFraming {
  private static final ByteBuf CRLF = constant("\r\n");
  private static final ByteBuf LAST = constant("0\r\n\r\n");
  private static final byte[] LAST_LINE = "0\r\n".getBytes(US_ASCII);

  /** Pieces up to this many bytes are cheaper to copy between their framing. */
  private static final int COPIED_MAX = 8192;

  /** Eight digits, and two ends of lines. */
  private static final int FRAMING_BYTES = 12;

  private BodyFraming() {}

  private static ByteBuf constant(String text) {
    return Unpooled.unreleasableBuffer(
        Unpooled.directBuffer(text.length()).writeBytes(text.getBytes(US_ASCII)).asReadOnly());
  }

  /** Writes a chunk; nothing when it is empty, since that would be the last one. */
  static void chunk(Channel channel, ByteBuf bytes) {
    int size = bytes.readableBytes();
    if (size == 0) {
      bytes.release();
      return;
    }
    boolean small = size <= COPIED_MAX;
    var line = channel.alloc().directBuffer(small ? FRAMING_BYTES + size : FRAMING_BYTES);
    line.writeCharSequence(Integer.toHexString(size), US_ASCII);
    line.writeShort(0x0D0A);
    if (small) {
      line.writeBytes(bytes).writeShort(0x0D0A);
      bytes.release();
      Writes.queue(channel, line);
      return;
    }
    Writes.queue(channel, line);
    Writes.queue(channel, bytes);
    Writes.queue(channel, CRLF.duplicate());
  }

  /** Writes the last chunk and the trailers. */
  static void lastChunk(Channel channel, Fields trailers, HeadWriter out) {
    if (trailers.isEmpty()) {
      Writes.queue(channel, LAST.duplicate());
      return;
    }
    out.clear().bytes(LAST_LINE);
    for (int i = 0; i < trailers.size(); i++) {
      out.field(trailers.name(i), trailers.value(i));
    }
    Writes.queue(channel, out.endLine().toBuffer(channel.alloc(), 0));
  }
}
