package io.fairlead.proxy.relay;

import io.fairlead.proxy.exchange.ProxyFailure;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * A request's body on its way to one attempt after the other. It streams as it arrives, no faster
 * than the endpoint takes it, and what has passed is kept up to a limit, so that the next attempt
 * can have it too. On one event loop.
 */
public final class RequestBody {
  private static final int SMALL_BYTES = 8192;
  private static final int TAIL_BYTES = 8192;

  private final BodySource source;
  private final boolean present;

  private int replayBytesMax;
  private List<ByteBuf> kept = List.of();
  private ByteBuf tail;
  private int keptBytes;
  private int unconsumed;
  private boolean lost;
  private boolean ended;
  private boolean paused;
  private boolean reading;
  private Fields trailers = Fields.NONE;
  private UpstreamStream sink;
  private boolean handedOver;
  private Attempt attempt;
  private Runnable whenDiscarded;
  private long bytesMax = Long.MAX_VALUE;
  private long bytes;
  private ProxyFailure tooLarge;

  /**
   * @param present whether there is one, even if it turns out to be empty
   * @param replayBytesMax how much is kept for another attempt
   */
  public RequestBody(BodySource source, boolean present, int replayBytesMax) {
    this.source = source;
    this.present = present;
    this.ended = !present;
    this.replayBytesMax = replayBytesMax;
  }

  /** Keeps no more than this for another attempt; never more than before. */
  void keepAtMost(int bytes) {
    replayBytesMax = Math.min(replayBytesMax, bytes);
  }

  /** Lets no more of it in than this; called before any of it has come. */
  public void limit(long most) {
    bytesMax = most;
  }

  /** Whether there is one at all. */
  public boolean isPresent() {
    return present;
  }

  /** Whether all of it has arrived. */
  public boolean isEnded() {
    return ended;
  }

  /** Whether the client is to send more and nothing but the client holds it up. */
  public boolean isAwaited() {
    return sink != null && !ended && !paused;
  }

  /** Whether the next attempt can have all of it. */
  public boolean isReplayable() {
    return !lost;
  }

  /**
   * The front is handing over what it read at once: what is sent meanwhile waits for {@link
   * #readComplete}.
   */
  public void reading() {
    reading = true;
  }

  /** All of what was read was handed over. */
  public void readComplete() {
    reading = false;
    if (sink != null) {
      sink.flush();
    }
  }

  /** Sends the head, what has arrived and what will arrive. */
  void sendTo(UpstreamStream stream, DownstreamRequest request, Attempt forAttempt) {
    attempt = forAttempt;
    handedOver = false;
    if (tooLarge != null) {
      attempt.requestBroken(tooLarge);
      return;
    }
    boolean last = ended && kept.isEmpty() && trailers.isEmpty();
    stream.head(request, last);
    if (last) {
      attempt.requestSent();
      return;
    }
    for (var bytes : kept) {
      stream.data(bytes.retainedDuplicate());
    }
    if (keptBytes > replayBytesMax) {
      release();
    }
    if (ended) {
      handedOver(stream);
      return;
    }
    sink = stream;
    if (!reading) {
      sink.flush();
    }
    flow();
  }

  /** Stops sending to this attempt, which is over; another one may have taken its place. */
  void detach(Attempt over) {
    if (attempt != over) {
      return;
    }
    sink = null;
    handedOver = false;
    if (!ended && whenDiscarded == null) {
      pause();
    }
    if (lost) {
      consume();
    }
  }

  /** The attempt's stream takes more again. */
  void writable() {
    if (sink != null) {
      flow();
    }
  }

  /** Bytes have left for the endpoint. */
  void written(int bytes) {
    if (sink != null || handedOver) {
      int told = Math.min(bytes, unconsumed);
      unconsumed -= told;
      source.consumed(told);
    }
  }

  /** The source may go on with as much as has come; after the last attempt in any case. */
  private void consume() {
    int bytes = unconsumed;
    unconsumed = 0;
    if (bytes > 0) {
      source.consumed(bytes);
    }
  }

  /** A piece of it; takes over the buffer. */
  public void arrived(ByteBuf piece) {
    bytes += piece.readableBytes();
    if (bytes > bytesMax) {
      refuse(piece);
      return;
    }
    unconsumed += piece.readableBytes();
    keep(piece);
    if (sink == null) {
      piece.release();
      if (whenDiscarded != null || lost) {
        consume();
      } else if (keptBytes >= replayBytesMax) {
        pause();
      }
      return;
    }
    attempt.moved();
    sink.data(piece);
    flow();
  }

  /** What is too much is not sent; its source may go on, to come to read its answer. */
  private void refuse(ByteBuf piece) {
    int size = piece.readableBytes();
    piece.release();
    source.consumed(size);
    if (tooLarge == null) {
      tooLarge = new ProxyFailure.BodyTooLarge(bytesMax);
      if (attempt != null) {
        attempt.requestBroken(tooLarge);
      }
    }
  }

  /** The client sent all of it. */
  public void ended(Fields trailers) {
    ended = true;
    this.trailers = trailers;
    // What the client sends next is no longer of this body.
    resume();
    if (sink != null) {
      var stream = sink;
      sink = null;
      handedOver(stream);
    } else if (whenDiscarded != null) {
      whenDiscarded.run();
    }
  }

  private void handedOver(UpstreamStream stream) {
    handedOver = stream.tellsWritten();
    stream.end(trailers);
    if (!handedOver) {
      consume();
    }
    attempt.requestSent();
  }

  /** Reads and forgets the rest, so that the client comes to read its answer. */
  public void discardRest(Runnable then) {
    release();
    whenDiscarded = then;
    sink = null;
    resume();
  }

  /** No attempt follows: forgets what was kept. */
  public void release() {
    lost = true;
    kept.forEach(ByteBuf::release);
    kept = List.of();
    tail = null;
    if (sink == null && !handedOver) {
      consume();
    }
  }

  private void keep(ByteBuf bytes) {
    if (lost) {
      return;
    }
    keptBytes += bytes.readableBytes();
    // What no attempt has had yet is all there is of it: the source is paused instead.
    if (keptBytes > replayBytesMax && sink != null) {
      release();
      return;
    }
    if (kept.isEmpty()) {
      kept = new ArrayList<>(2);
      kept.add(bytes.retainedDuplicate());
    } else if (bytes.readableBytes() > SMALL_BYTES) {
      kept.add(bytes.retainedDuplicate());
      tail = null;
    } else {
      keepSmall(bytes);
    }
  }

  /** Small pieces are copied: each would hold the whole of the buffer that it was read into. */
  private void keepSmall(ByteBuf bytes) {
    int size = bytes.readableBytes();
    if (tail == null || tail.writableBytes() < size) {
      tail = bytes.alloc().directBuffer(TAIL_BYTES, TAIL_BYTES);
      kept.add(tail);
    }
    tail.writeBytes(bytes, bytes.readerIndex(), size);
  }

  private void flow() {
    if (!sink.isWritable()) {
      // Nearly always the kernel takes it all, and there was no need to stop.
      sink.flush();
    }
    if (sink == null) {
      return;
    }
    if (sink.isWritable()) {
      if (!sink.tellsWritten()) {
        consume();
      }
      resume();
    } else {
      pause();
    }
  }

  private void pause() {
    if (!paused) {
      paused = true;
      source.pause();
    }
  }

  private void resume() {
    if (paused) {
      paused = false;
      source.resume();
    }
  }
}
