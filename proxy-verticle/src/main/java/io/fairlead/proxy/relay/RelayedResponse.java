package io.fairlead.proxy.relay;

import io.fairlead.proxy.exchange.LocalResponse;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;

/**
 * An endpoint's response on its way to a front: what its head says, and its body, which waits until
 * somebody wants it. {@link Attempt} feeds it. On one event loop.
 */
public final class RelayedResponse implements ResponseHead {
  private static final int DISCARDED_BYTES_MAX = 64 * 1024;
  private static final AsciiString NEVER_SENT = AsciiString.cached(LocalResponse.NEVER_SENT_HEADER);
  private static final AsciiString STATUS = AsciiString.cached(LocalResponse.STATUS_HEADER);
  private static final AsciiString FAILURE = AsciiString.cached(LocalResponse.FAILURE_HEADER);

  private static final AsciiString GRPC_STATUS = AsciiString.cached("grpc-status");

  private final Attempt attempt;
  private final UpstreamStream stream;
  private final ResponseStart start;
  private final boolean fromSidecar;
  private final boolean tunnel;
  private final HeldResponse held = new HeldResponse();

  private ResponseSink sink;
  private ProxyFailure brokenBy;
  private boolean reading = true;
  private boolean discarding;
  private int discardedBytes;
  private boolean paused;
  private boolean over;
  private boolean silent;
  private Runnable whenOver;

  RelayedResponse(Attempt attempt, UpstreamStream stream, ResponseStart start, boolean tunnel) {
    this.attempt = attempt;
    this.stream = stream;
    this.start = start;
    this.fromSidecar = attempt.isToSidecar();
    this.tunnel = tunnel;
  }

  /** A sidecar answers gRPC with 200 whatever happened, and says beside it what it means. */
  @Override
  public int status() {
    boolean may = fromSidecar && start.status() == 200 && !start.hasBody();
    var meant = may ? start.field(STATUS) : null;
    return meant == null ? start.status() : statusOf(AsciiString.of(meant));
  }

  private int statusOf(AsciiString meant) {
    boolean fine = meant.length() == 3 && meant.byteAt(0) >= '4' && meant.byteAt(0) <= '5';
    return fine ? meant.parseInt() : start.status();
  }

  @Override
  public boolean neverSent() {
    return fromSidecar && start.field(NEVER_SENT) != null;
  }

  @Override
  public boolean isShed() {
    var failure = fromSidecar ? start.field(FAILURE) : null;
    return failure != null && AsciiString.contentEquals(failure, LocalResponse.SHED);
  }

  /** Up to 99: there are seventeen (gRPC over HTTP/2, "Status"). */
  @Override
  public int grpcStatus() {
    var code = start.hasBody() ? null : start.field(GRPC_STATUS);
    int length = code == null ? 0 : code.length();
    if (length == 0 || length > 2) {
      return -1;
    }
    int read = 0;
    for (int i = 0; i < length; i++) {
      int digit = code.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      read = 10 * read + digit;
    }
    return read;
  }

  /** Reads a short rest, so that the connection can be used again. */
  @Override
  public void discard() {
    if (over || discarding) {
      return;
    }
    discarding = true;
    start.release();
    for (var bytes = held.next(); bytes != null; bytes = held.next()) {
      discard(bytes);
    }
    if (held.trailers() != null) {
      attempt.responseEnded();
    } else {
      resume();
    }
  }

  @Override
  public void whenOver(Runnable listener) {
    if (over) {
      listener.run();
    } else {
      var before = whenOver;
      whenOver = before == null ? listener : () -> both(before, listener);
    }
  }

  private static void both(Runnable first, Runnable second) {
    first.run();
    second.run();
  }

  private void over() {
    over = true;
    if (whenOver != null) {
      whenOver.run();
      whenOver = null;
    }
  }

  /** The head, to be released by who takes it. */
  public ResponseStart takeStart() {
    return start;
  }

  /** Whether all of it has come and waits to be handed on: then nothing can break it off. */
  boolean isWhole() {
    return held.trailers() != null;
  }

  /** Whether both directions are raw from now on. */
  public boolean isTunnel() {
    return tunnel;
  }

  /** Whether it broke off because nothing moved for too long: nobody's failure, in a tunnel. */
  public boolean wasSilent() {
    return silent;
  }

  /**
   * Hands the body on, after the head was written; at once, what has come already. When the
   * response has broken off meanwhile, that is told.
   */
  public void relayTo(ResponseSink to) {
    sink = to;
    if (over) {
      sink.broken();
      return;
    }
    for (var bytes = held.next(); bytes != null; bytes = held.next()) {
      sink.data(bytes);
    }
    if (held.trailers() != null) {
      ended(held.trailers());
      return;
    }
    flow();
    if (!reading) {
      sink.flush();
    }
  }

  /** The sink takes more again. */
  public void writable() {
    if (!over && sink != null) {
      flow();
    }
  }

  /** Bytes of the body were written to the client. */
  public void consumed(int bytes) {
    if (!over) {
      stream.consumed(bytes);
    }
  }

  // What the attempt tells

  void data(ByteBuf bytes) {
    if (discarding) {
      discard(bytes);
    } else if (sink == null) {
      held.add(bytes);
      pause();
    } else {
      sink.data(bytes);
      flow();
    }
  }

  private void discard(ByteBuf bytes) {
    int length = bytes.readableBytes();
    bytes.release();
    if (over) {
      return;
    }
    stream.consumed(length);
    discardedBytes += length;
    if (discardedBytes > DISCARDED_BYTES_MAX) {
      attempt.cancel();
    }
  }

  void readComplete() {
    reading = false;
    if (sink != null) {
      sink.flush();
    }
  }

  void ended(Fields trailers) {
    if (sink == null && !discarding) {
      held.end(trailers);
      return;
    }
    if (sink != null) {
      sink.end(trailers);
    }
    attempt.responseEnded();
  }

  /** Everything is over, as it should be. */
  void finished() {
    over();
    if (sink != null) {
      sink.finished();
    }
  }

  /** Nothing moves any more. */
  void silent() {
    silent = true;
  }

  /** It broke off. */
  void broken() {
    abandon();
    if (sink != null) {
      sink.broken();
    }
  }

  /** Remembers why it is about to break off. */
  void brokenBy(ProxyFailure cause) {
    brokenBy = cause;
  }

  /** Why it broke off; null when it was not the endpoint. */
  public ProxyFailure brokenBy() {
    return brokenBy;
  }

  /** Nobody wants the rest. */
  void abandon() {
    over();
    held.release();
  }

  private void flow() {
    if (over) {
      return;
    }
    if (!sink.isWritable()) {
      // Nearly always the kernel takes it all, and there was no need to stop.
      sink.flush();
    }
    if (over) {
      return;
    }
    if (sink.isWritable()) {
      resume();
    } else {
      pause();
    }
  }

  private void pause() {
    if (!paused) {
      paused = true;
      stream.pause();
    }
  }

  private void resume() {
    if (paused) {
      paused = false;
      stream.resume();
    }
  }
}
