package io.fairlead.node.link;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/** The framing of the bus link: four bytes of length, then that many bytes of JSON. */
public final class LinkFrame {
  private static final int LENGTH_BYTES = 4;

  private LinkFrame() {}

  /** One frame, ready to be written to any number of links. */
  public static Buffer encode(JsonObject message) {
    Buffer body = message.toBuffer();
    return Buffer.buffer(LENGTH_BYTES + body.length()).appendInt(body.length()).appendBuffer(body);
  }

  /**
   * Cuts a byte stream into frames; one per connection, on its event loop.
   *
   * @param bytesMax a longer frame is a failure
   * @param frames gets each message and how many bytes it took
   * @param failed gets the reason, once, when the stream is no longer to be trusted
   */
  public static Handler<Buffer> parser(
      int bytesMax, ObjIntConsumer<JsonObject> frames, Consumer<String> failed) {
    return new Parser(bytesMax, frames, failed);
  }

  private static final class Parser implements Handler<Buffer> {
    private final int bytesMax;
    private final ObjIntConsumer<JsonObject> frames;
    private final Consumer<String> failed;
    private Buffer rest;
    private boolean broken;

    Parser(int bytesMax, ObjIntConsumer<JsonObject> frames, Consumer<String> failed) {
      this.bytesMax = bytesMax;
      this.frames = frames;
      this.failed = failed;
    }

    @Override
    public void handle(Buffer received) {
      if (broken) {
        return;
      }
      // Kept whole while a frame is incomplete: cutting it anew would copy a long one each time.
      var bytes = rest == null ? received : rest.appendBuffer(received);
      int at = 0;
      while (!broken && bytes.length() - at >= LENGTH_BYTES) {
        int length = bytes.getInt(at);
        if (length < 0 || length > bytesMax) {
          fail("frame of " + length + " bytes (expected: 0 to " + bytesMax + ")");
          return;
        }
        if (bytes.length() - at - LENGTH_BYTES < length) {
          break;
        }
        accept(bytes.slice(at + LENGTH_BYTES, at + LENGTH_BYTES + length));
        at += LENGTH_BYTES + length;
      }
      boolean whole = at == 0 && rest != null;
      rest = at == bytes.length() ? null : whole ? bytes : bytes.getBuffer(at, bytes.length());
    }

    private void accept(Buffer body) {
      JsonObject message;
      try {
        message = body.toJsonObject();
      } catch (DecodeException e) {
        fail("frame is not a JSON object: " + e.getMessage());
        return;
      }
      frames.accept(message, body.length());
    }

    private void fail(String reason) {
      broken = true;
      failed.accept(reason);
    }
  }
}
