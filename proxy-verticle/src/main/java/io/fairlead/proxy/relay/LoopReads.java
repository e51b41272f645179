package io.fairlead.proxy.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Reads all connections of an event loop into one buffer, as large as a read may be. What is read
 * is nearly always written on before the next read, and then the same memory serves again: nothing
 * is allocated, nothing has to be guessed, and one read takes what there is. When somebody still
 * holds a part of it, the buffer is left to them and the next read gets another one; so whoever
 * keeps a small part for long copies it.
 */
final class LoopReads extends DefaultMaxMessagesRecvByteBufAllocator {
  private static final FastThreadLocal<Shared> SHARED =
      new FastThreadLocal<>() {
        @Override
        protected Shared initialValue() {
          return new Shared();
        }

        @Override
        protected void onRemoval(Shared shared) {
          shared.leave();
        }
      };

  private final int bytes;

  /**
   * @param bytes the most that is read at once
   */
  LoopReads(int bytes) {
    this.bytes = bytes;
  }

  @Override
  @SuppressWarnings("deprecation") // Netty asks for this one.
  public Handle newHandle() {
    return new Reads();
  }

  private final class Reads extends MaxMessageHandle {
    private Shared shared;

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      if (shared == null) {
        // A connection belongs to one event loop for its life.
        shared = SHARED.get();
      }
      return shared.take(allocator, bytes);
    }

    @Override
    public int guess() {
      return bytes;
    }
  }

  /** The buffer of one event loop. */
  private static final class Shared {
    private ByteBuf buffer;

    ByteBuf take(ByteBufAllocator allocator, int bytes) {
      if (buffer == null || buffer.refCnt() > 1 || buffer.capacity() != bytes) {
        leave();
        buffer = allocator.directBuffer(bytes, bytes);
      }
      return buffer.clear().retain();
    }

    void leave() {
      if (buffer != null) {
        buffer.release();
        buffer = null;
      }
    }
  }
}
