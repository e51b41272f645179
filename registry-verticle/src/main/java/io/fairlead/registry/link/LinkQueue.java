package io.fairlead.registry.link;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.function.LongConsumer;

/**
 * What was written to one link and not taken by its socket yet. Bounded, since an end that does not
 * read would otherwise have everything kept for it. On the server's event loop.
 */
final class LinkQueue {
  private final NetSocket socket;
  private final LinkServerSettings settings;
  private final Total total;
  private long bytes;
  private int frames;
  private boolean closed;

  /** What waits on all links together; shared by them, on one event loop. */
  static final class Total {
    private final LongConsumer observer;
    private long bytes;

    /**
     * @param observer gets the number of bytes whenever it changes
     */
    Total(LongConsumer observer) {
      this.observer = observer;
    }

    private void add(long delta) {
      bytes += delta;
      observer.accept(bytes);
    }
  }

  LinkQueue(NetSocket socket, LinkServerSettings settings, Total total) {
    this.socket = socket;
    this.settings = settings;
    this.total = total;
  }

  /**
   * Writes a frame.
   *
   * @return null when it was written, otherwise which limit it would have broken; a frame that
   *     nothing waits before is always written
   */
  String write(Buffer frame) {
    String excess = frames == 0 ? null : excess(frame.length());
    if (excess == null) {
      add(frame.length(), 1);
      socket.write(frame).onComplete(v -> taken(frame.length()));
    }
    return excess;
  }

  /** Whether all links together are so far behind that nothing should be asked for more. */
  boolean isTotalFull() {
    return total.bytes >= settings.queuedBytesTotalMax();
  }

  /** Counts no more: what waited is lost with the connection. */
  void close() {
    if (!closed) {
      add(-bytes, -frames);
      closed = true;
    }
  }

  private String excess(int length) {
    if (bytes + length > settings.queuedBytesMax()) {
      return settings.queuedBytesMax() + " bytes unread (link.queuedBytesMax)";
    }
    if (frames >= settings.queuedFramesMax()) {
      return settings.queuedFramesMax() + " frames unread (link.queuedFramesMax)";
    }
    return isTotalFull()
        ? bytes + " bytes unread while all links left too much (link.queuedBytesTotalMax)"
        : null;
  }

  private void taken(int length) {
    if (!closed) {
      add(-length, -1);
    }
  }

  private void add(long deltaBytes, int deltaFrames) {
    bytes += deltaBytes;
    frames += deltaFrames;
    total.add(deltaBytes);
  }
}
