package io.fairlead.proxy.http2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A client that sends exactly the frames that a test says. */
final class RawFrames implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  private final Socket socket;
  private final DataInputStream in;
  private final DefaultHttp2HeadersEncoder heads = new DefaultHttp2HeadersEncoder();
  private final ByteBuf out = Unpooled.buffer();

  RawFrames(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    in = new DataInputStream(socket.getInputStream());
    out.writeCharSequence("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", US_ASCII);
    frame(SETTINGS, 0, 0, new byte[0]);
  }

  RawFrames frame(int type, int flags, int stream, byte[] payload) {
    return begin(type, flags, stream, payload.length).bytes(payload);
  }

  /** The beginning of a frame; as many bytes are to follow. */
  RawFrames begin(int type, int flags, int stream, int length) {
    out.writeMedium(length).writeByte(type).writeByte(flags).writeInt(stream);
    return this;
  }

  RawFrames bytes(byte... more) {
    out.writeBytes(more);
    return this;
  }

  /** A GET as one HEADERS frame that ends the stream. */
  RawFrames get(int stream, String authority) {
    return frame(HEADERS, END_STREAM | END_HEADERS, stream, block("GET", authority));
  }

  byte[] block(String method, String authority) {
    var block = Unpooled.buffer();
    try {
      heads.encodeHeaders(1, H2Client.head(method, authority, "/"), block);
      return ByteBufUtil.getBytes(block);
    } catch (Http2Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Sends what was put together; false when the connection is gone. */
  boolean send() {
    try {
      out.readBytes(socket.getOutputStream(), out.readableBytes());
      return true;
    } catch (IOException gone) {
      return false;
    } finally {
      out.clear();
    }
  }

  /** Reads to the end of the connection and gives GOAWAY's code; -1 when none came. */
  long ending() throws IOException {
    long code = -1;
    try {
      while (true) {
        int length = (in.readUnsignedShort() << 8) | in.readUnsignedByte();
        int type = in.readUnsignedByte();
        in.skipNBytes(5);
        byte[] payload = in.readNBytes(length);
        if (type == GOAWAY) {
          code = Unpooled.wrappedBuffer(payload).getUnsignedInt(4);
        }
      }
    } catch (java.net.SocketTimeoutException still) {
      throw still;
    } catch (IOException end) {
      return code;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
