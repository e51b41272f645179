package io.fairlead.proxy.http1;

import io.fairlead.proxy.relay.Fields;
import io.netty.buffer.ByteBuf;

/**
 * Takes the framing off a body that comes in pieces (RFC 9112 §6 and §7). One per connection, used
 * again for each message; on its event loop.
 */
final class BodyDecoder {
  /** Who gets the body. */
  interface Receiver {
    /** A piece, not empty; the receiver owns it. */
    void data(ByteBuf bytes);

    /** The end; nothing of the message comes after it. */
    void end(Fields trailers);
  }

  /** What stands where a chunk should; expected, hence without a stack trace. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  private enum State {
    NONE,
    FIXED,
    UNTIL_CLOSE,
    CHUNK,
    CHUNK_DATA,
    TRAILERS
  }

  /** Pieces up to this size are joined. */
  private static final int SMALL_BYTES = 256;

  private static final int JOINED_BYTES = 4096;

  private final ChunkLine line;
  private final TrailerReader trailers;
  private State state = State.NONE;
  private long left;
  private ByteBuf joined;

  /**
   * @param scratch of the event loop
   * @param extensionBytesMax of all chunk extensions of a message
   */
  BodyDecoder(Scratch scratch, int extensionBytesMax) {
    this.line = new ChunkLine(extensionBytesMax);
    this.trailers = new TrailerReader(scratch.lines());
  }

  /**
   * A body whose end is told.
   *
   * @param length when it is not chunked; 0 or less for none
   * @return whether there is one
   */
  boolean begin(boolean chunked, long length) {
    if (chunked) {
      chunked();
    } else if (length > 0) {
      fixed(length);
    }
    return chunked || length > 0;
  }

  /** A body of so many bytes, at least one. */
  void fixed(long length) {
    state = State.FIXED;
    left = length;
  }

  /** A body of chunks. */
  void chunked() {
    state = State.CHUNK;
    line.begin();
  }

  /** A body that ends with its connection. */
  void untilClose() {
    state = State.UNTIL_CLOSE;
  }

  /** Whether the end of the connection is the end of the body. */
  boolean isUntilClose() {
    return state == State.UNTIL_CLOSE;
  }

  /** Reads as much as there is of this body, and nothing that comes after it. */
  void read(ByteBuf in, Receiver to) throws Malformed {
    try {
      parts(in, to);
      handOut(to);
    } finally {
      forget();
    }
  }

  private void parts(ByteBuf in, Receiver to) throws Malformed {
    while (in.isReadable() && state != State.NONE) {
      switch (state) {
        case FIXED, UNTIL_CLOSE -> plain(in, to);
        case CHUNK -> chunk(in);
        case CHUNK_DATA -> chunkData(in, to);
        case TRAILERS -> trailers(in, to);
        default -> throw new IllegalStateException(state.name());
      }
    }
  }

  private void plain(ByteBuf in, Receiver to) {
    int size = in.readableBytes();
    if (state == State.FIXED) {
      size = (int) Math.min(left, size);
      left -= size;
    }
    boolean last = state == State.FIXED && left == 0;
    if (last) {
      state = State.NONE;
    }
    to.data(in.readRetainedSlice(size));
    if (last) {
      to.end(Fields.NONE);
    }
  }

  private void chunk(ByteBuf in) throws Malformed {
    long size = line.read(in);
    if (size == 0) {
      state = State.TRAILERS;
      trailers.begin();
    } else if (size > 0) {
      state = State.CHUNK_DATA;
      left = size;
    }
  }

  private void chunkData(ByteBuf in, Receiver to) {
    int size = (int) Math.min(left, in.readableBytes());
    left -= size;
    if (left == 0) {
      state = State.CHUNK;
      line.next();
    }
    if (size <= SMALL_BYTES && (joined != null || in.readableBytes() > size)) {
      join(in, size, to);
    } else {
      handOut(to);
      to.data(in.readRetainedSlice(size));
    }
  }

  /** Chunks of a few bytes would cost a hundred times their size on their way. */
  private void join(ByteBuf in, int size, Receiver to) {
    if (joined != null && joined.writableBytes() < size) {
      handOut(to);
    }
    if (joined == null) {
      joined = in.alloc().directBuffer(JOINED_BYTES, JOINED_BYTES);
    }
    joined.writeBytes(in, size);
  }

  private void handOut(Receiver to) {
    if (joined != null) {
      var bytes = joined;
      joined = null;
      to.data(bytes);
    }
  }

  private void forget() {
    if (joined != null) {
      joined.release();
      joined = null;
    }
  }

  private void trailers(ByteBuf in, Receiver to) throws Malformed {
    var read = trailers.read(in);
    if (read != null) {
      state = State.NONE;
      handOut(to);
      to.end(read);
    }
  }

  /** Lets go of what it holds of an unfinished body. */
  void release() {
    state = State.NONE;
    forget();
  }
}
