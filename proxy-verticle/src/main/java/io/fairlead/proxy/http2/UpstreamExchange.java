package io.fairlead.proxy.http2;

import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.http1.FieldRules;
import io.fairlead.proxy.relay.Attempt;
import io.fairlead.proxy.relay.DownstreamRequest;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.UpstreamStream;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AsciiString;

/**
 * One attempt's stream on a connection to an endpoint. Once its attempt is over it belongs to
 * nobody, and what still comes is dropped. On the connection's event loop.
 */
final class UpstreamExchange implements UpstreamStream, OutgoingPiece.Owner {
  private final Http2Upstream connection;
  private final boolean reused;
  private Attempt attempt;
  private Http2Stream stream;
  private boolean toHead;
  private boolean answered;
  private boolean blocked;
  private boolean read;
  private int pending;
  private long resetCode = ProxyFailure.UpstreamReset.NO_CODE;

  /**
   * @param reused whether the connection carried another request before
   */
  UpstreamExchange(Http2Upstream connection, Attempt attempt, boolean reused) {
    this.connection = connection;
    this.attempt = attempt;
    this.reused = reused;
  }

  // The request

  @Override
  public void head(DownstreamRequest request, boolean last) {
    if (request.upgrade() != null) {
      broken(
          new ProxyFailure.NotSupported(
              "upgrade to another protocol at an endpoint of HTTP/2 (expected: none, or a service"
                  + " with appProtocol http)"));
      return;
    }
    toHead = request.method().equals("HEAD");
    stream = connection.open(this, SentHead.request(request, attempt.words()), last);
    if (stream == null) {
      broken(refused(" takes no more streams on this connection", true));
    }
  }

  @Override
  public void data(ByteBuf bytes) {
    int size = bytes.readableBytes();
    if (!isOpen() || size == 0) {
      bytes.release();
      return;
    }
    pending += size;
    connection.write(stream, this, bytes, false);
  }

  @Override
  public void end(Fields trailers) {
    if (!isOpen()) {
      return;
    }
    if (trailers.isEmpty()) {
      connection.write(stream, this, null, true);
    } else {
      connection.write(stream, SentHead.trailers(trailers), true);
    }
  }

  private boolean isOpen() {
    if (attempt == null || stream == null) {
      return false;
    }
    return switch (stream.state()) {
      case OPEN, HALF_CLOSED_REMOTE -> true;
      default -> false;
    };
  }

  @Override
  public void flush() {
    connection.flushLater();
  }

  @Override
  public void written(int bytes) {
    pending -= bytes;
    if (attempt != null) {
      attempt.requestWritten(bytes);
      writable();
    }
  }

  @Override
  public boolean tellsWritten() {
    return true;
  }

  @Override
  public boolean isWritable() {
    blocked = pending > connection.limits().bufferBytesMax() || !connection.isWritable();
    return !blocked;
  }

  /** Tells the sender when it was stopped and may go on. */
  void writable() {
    if (blocked && attempt != null && isWritable()) {
      attempt.streamWritable();
    }
  }

  // The response

  void received(ReceivedHead head, boolean last) throws Http2Exception {
    if (attempt == null) {
      return;
    }
    if (answered) {
      trailers(head);
      return;
    }
    int status = head.hasRequestPseudo() ? -1 : head.statusCode();
    if (status >= 200) {
      answered = true;
      begunReading();
      boolean believed = attempt.isToSidecar();
      attempt.answered(new Http2ResponseStart(head, status, last, toHead, believed));
      if (last) {
        ended(Fields.NONE);
      }
    } else if (status >= 100 && status != 101 && !last) {
      attempt.interim(status, Http2ResponseStart.endToEnd(head.fields(), false));
    } else {
      throw malformed("an answer of " + status);
    }
  }

  private Http2Exception malformed(String what) {
    return Http2Exception.streamError(stream.id(), Http2Error.PROTOCOL_ERROR, what);
  }

  private void trailers(ReceivedHead head) throws Http2Exception {
    if (head.hasPseudo()) {
      throw malformed("a pseudo-field in trailers");
    }
    var all = head.fields();
    var on = new Fields();
    for (int i = 0; i < all.size(); i++) {
      if (FieldRules.isOfTrailers((AsciiString) all.name(i), attempt.isToSidecar())) {
        on.add(all.name(i), all.value(i));
      }
    }
    ended(on);
  }

  /**
   * A piece of the body; retained here as long as it is needed.
   *
   * @return how many bytes nobody is going to read
   */
  int received(ByteBuf data) {
    int size = data.readableBytes();
    if (attempt == null) {
      return size;
    }
    if (size > 0) {
      begunReading();
      attempt.data(data.retain());
    }
    return 0;
  }

  void ended(Fields trailers) {
    if (attempt != null) {
      attempt.ended(trailers);
    }
  }

  private void begunReading() {
    if (!read) {
      read = true;
      connection.reading(this);
    }
  }

  void readComplete() {
    read = false;
    if (attempt != null) {
      attempt.readComplete();
    }
  }

  @Override
  public void pause() {
    // The endpoint's window says when.
  }

  @Override
  public void resume() {
    // The endpoint's window says when.
  }

  @Override
  public void consumed(int bytes) {
    if (stream != null) {
      connection.consumed(stream, bytes);
    }
  }

  // The end

  @Override
  public boolean isReused() {
    return reused;
  }

  /** The endpoint resets the stream, which is then closed. */
  void reset(long code) {
    resetCode = code;
  }

  /**
   * The stream is gone.
   *
   * @param leaving whether the endpoint had said before that it does not look at it
   */
  void closed(boolean leaving) {
    if (attempt == null) {
      return;
    }
    if (leaving) {
      broken(refused(" is about to close the connection and did not look at the request", true));
    } else if (resetCode == Http2Error.REFUSED_STREAM.code() && !answered) {
      broken(refused(" refused the request's stream", false));
    } else if (resetCode >= 0) {
      broken(
          new ProxyFailure.UpstreamReset(
              "endpoint " + attempt.describeEndpoint() + " reset the stream, code " + resetCode,
              false,
              resetCode));
    } else if (stream != null && stream.isResetSent()) {
      broken(
          new ProxyFailure.InvalidResponse(
              "endpoint " + attempt.describeEndpoint() + " did not answer in HTTP/2"));
    } else {
      String what = answered ? " broke its response off" : " broke the connection";
      broken(
          new ProxyFailure.UpstreamReset(
              "endpoint " + attempt.describeEndpoint() + what, reused && !answered));
    }
  }

  private ProxyFailure refused(String what, boolean leaving) {
    return new ProxyFailure.StreamRefused("endpoint " + attempt.describeEndpoint() + what, leaving);
  }

  private void broken(ProxyFailure failure) {
    var over = attempt;
    attempt = null;
    over.broken(failure);
  }

  /** A request that still waits for a window is not wanted any more. */
  @Override
  public void finished(boolean complete) {
    attempt = null;
    if (!complete || pending > 0) {
      connection.reset(stream, Http2Error.CANCEL.code());
    }
    connection.done();
  }

  @Override
  public void abort() {
    attempt = null;
    connection.reset(stream, Http2Error.CANCEL.code());
    connection.done();
  }
}
