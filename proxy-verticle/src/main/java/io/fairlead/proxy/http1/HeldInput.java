package io.fairlead.proxy.http1;

import io.fairlead.proxy.relay.Writes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.ByteToMessageDecoder;

/** What was read of a connection and not yet understood or wanted. On its event loop. */
final class HeldInput {
  /** Takes something off the input. */
  interface Step {
    /** Whether there may be more to take. */
    boolean take(ByteBuf in);
  }

  private final Step step;
  private ByteBuf held;
  private boolean stepping;
  private boolean released;

  HeldInput(Step step) {
    this.step = step;
  }

  /** Puts bytes behind those that are held; takes them over. */
  void add(ByteBuf in, ByteBufAllocator allocator) {
    held = held == null ? in : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, held, in);
  }

  /**
   * Takes as many steps as the input allows.
   *
   * @return false when called by a step, which will be followed by others anyway
   */
  boolean proceed() {
    if (stepping) {
      return false;
    }
    stepping = true;
    try {
      while (held != null && held.isReadable() && step.take(held)) {
        // one head, or one part of a body, at a time
      }
    } finally {
      stepping = false;
    }
    if (held != null && (released || !held.isReadable())) {
      held.release();
      held = null;
    } else if (held != null) {
      keep();
    }
    return true;
  }

  /** The rest of a buffer may stay for long, and holds all of it. */
  private void keep() {
    if (held.readableBytes() <= held.capacity() / 2) {
      held = Writes.copied(held);
    }
  }

  boolean isEmpty() {
    return held == null || !held.isReadable();
  }

  /** Nothing of it is wanted any more. */
  void release() {
    released = true;
    if (held != null && !stepping) {
      held.release();
      held = null;
    }
  }
}
