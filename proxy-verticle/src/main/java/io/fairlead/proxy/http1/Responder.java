package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fairlead.proxy.exchange.DirectAnswer;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.LocalResponse;
import io.fairlead.proxy.relay.DownstreamRequest;
import io.fairlead.proxy.relay.Endings;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.RelayedResponse;
import io.fairlead.proxy.relay.ResponseSink;
import io.fairlead.proxy.relay.ResponseStart;
import io.fairlead.proxy.relay.Sockets;
import io.fairlead.proxy.relay.Writes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;

/**
 * Writes a client's answers, each with one write where it fits: a head waits for what comes with
 * it. On the connection's event loop.
 */
final class Responder implements ResponseSink {
  private enum Framing {
    /** As told by Content-Length, or nothing at all. */
    PLAIN,
    CHUNKED,
    /** The end of the connection is the end of the body, for clients of HTTP/1.0. */
    UNTIL_CLOSE
  }

  private final Http1Front front;
  private final Channel channel;
  private final Scratch scratch;

  private RelayedResponse response;
  private ByteBuf pending;
  private Framing framing = Framing.PLAIN;
  private boolean close;
  private boolean tunnel;
  private boolean continued;
  private int unconsumed;
  private long stuckSinceNanos;
  private long stuckBytes = -1;

  Responder(Http1Front front, Channel channel, Scratch scratch) {
    this.front = front;
    this.channel = channel;
    this.scratch = scratch;
  }

  String clientAddress() {
    return Sockets.clientAddress(channel);
  }

  /** Hands an endpoint's response on. */
  void relay(RelayedResponse from, RequestFacts request, boolean thenClose) {
    var start = from.takeStart();
    response = from;
    tunnel = false;
    continued = false;
    close = thenClose;
    pending = head(start);
    framing = framing(start, request);
    var out = scratch.writer();
    ResponseHeads.framing(out, start, framing == Framing.CHUNKED);
    close |= framing == Framing.UNTIL_CLOSE;
    ResponseHeads.connection(out, close, request.http10);
    pending = out.endLine().appendTo(pending);
    from.relayTo(this);
  }

  private ByteBuf head(ResponseStart start) {
    return start instanceof Http1ResponseStart http1
        ? http1.head()
        : ResponseHeads.write(start, scratch.writer(), channel.alloc());
  }

  private static Framing framing(ResponseStart start, RequestFacts request) {
    if (!start.hasBody() || start.contentLength() != DownstreamRequest.UNKNOWN_LENGTH) {
      return Framing.PLAIN;
    }
    return request.http10 ? Framing.UNTIL_CLOSE : Framing.CHUNKED;
  }

  /** Agrees to a tunnel in the endpoint's words, or in its place. */
  void tunnel(RelayedResponse from) {
    var start = from.takeStart();
    response = from;
    tunnel = true;
    framing = Framing.PLAIN;
    var out = scratch.writer();
    if (start instanceof Http1ResponseStart switching) {
      ResponseHeads.upgrade(out, switching.upgrade());
      pending = out.endLine().appendTo(switching.head());
    } else {
      start.release();
      pending = ResponseHeads.established(out).toBuffer(channel.alloc(), 0);
    }
    from.relayTo(this);
  }

  /** Answers in the proxy's own words. */
  void local(LocalResponse response, RequestFacts request, boolean thenClose) {
    byte[] body = (response.failure() + ": " + response.text() + "\n").getBytes(UTF_8);
    var out = scratch.writer();
    ResponseHeads.local(out, response, body.length);
    answer(out, body, request, thenClose);
  }

  /** Answers in the words of the service's traffic policy. */
  void direct(DirectAnswer response, RequestFacts request, boolean thenClose) {
    byte[] body = response.body().getBytes(UTF_8);
    var out = scratch.writer();
    ResponseHeads.direct(out, response, body.length);
    answer(out, body, request, thenClose);
  }

  /** Completes the head that was written. */
  private void answer(HeadWriter out, byte[] body, RequestFacts request, boolean thenClose) {
    ResponseHeads.connection(out, thenClose, request.http10);
    out.endLine();
    if (!request.head) {
      out.bytes(body);
    }
    response = null;
    continued = false;
    Writes.send(channel, out.toBuffer(channel.alloc(), 0));
    front.finished(thenClose);
  }

  /**
   * Announces a response, or asks for the body; what a client of HTTP/1.0 cannot read is dropped.
   */
  void interim(int status, Fields fields, RequestFacts request) {
    boolean asks = status == 100;
    if (request.http10 || (asks && (continued || !request.expectsContinue))) {
      return;
    }
    if (!asks && !channel.isWritable()) {
      // An endpoint that announces faster than the client reads: it is a hint and no more.
      return;
    }
    continued |= asks;
    var head = ResponseHeads.interim(scratch.writer(), status, fields);
    Writes.send(channel, head.toBuffer(channel.alloc(), 0));
  }

  @Override
  public void data(ByteBuf bytes) {
    int size = bytes.readableBytes();
    if (pending != null) {
      if (framing != Framing.CHUNKED && size <= pending.writableBytes()) {
        pending.writeBytes(bytes);
        bytes.release();
        response.consumed(size);
        return;
      }
      writePending();
    }
    if (framing == Framing.CHUNKED) {
      BodyFraming.chunk(channel, bytes);
    } else {
      Writes.piece(channel, bytes);
    }
    unconsumed += size;
    if (channel.isWritable()) {
      consumed();
    }
  }

  private void consumed() {
    int bytes = unconsumed;
    unconsumed = 0;
    if (bytes > 0 && response != null) {
      response.consumed(bytes);
    }
  }

  @Override
  public void end(Fields trailers) {
    writePending();
    if (framing == Framing.CHUNKED) {
      BodyFraming.lastChunk(channel, trailers, scratch.writer());
    }
    channel.flush();
    if (tunnel) {
      shutdownAfterWrites(() -> {});
    }
  }

  @Override
  public void flush() {
    writePending();
    channel.flush();
  }

  private void writePending() {
    if (pending != null) {
      var head = pending;
      pending = null;
      Writes.queue(channel, head);
    }
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public void finished() {
    response = null;
    unconsumed = 0;
    front.finished(close);
  }

  @Override
  public void broken() {
    boolean silent = tunnel && response != null && response.wasSilent();
    response = null;
    if (framing == Framing.UNTIL_CLOSE || tunnel) {
      // The end of the connection is the end of such a body: only a reset says otherwise.
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    } else {
      writePending();
      channel.flush();
    }
    release();
    front.broken(silent ? Exchange.Outcome.COMPLETED : Exchange.Outcome.UPSTREAM_ABORTED);
  }

  /** The client takes more again. */
  void writable() {
    stuckBytes = -1;
    consumed();
    if (response != null) {
      response.writable();
    }
  }

  /** Whether the client has not read anything for so long, although there is something. */
  boolean isStuck(long nowNanos, long allowedNanos) {
    var outbound = channel.unsafe().outboundBuffer();
    long bytes = outbound == null ? 0 : outbound.totalPendingWriteBytes();
    if (bytes == 0 || bytes != stuckBytes) {
      stuckBytes = bytes == 0 ? -1 : bytes;
      stuckSinceNanos = nowNanos;
      return false;
    }
    return nowNanos - stuckSinceNanos >= allowedNanos;
  }

  /** Closes once everything was written. */
  void closeAfterWrites() {
    Endings.closeAfterWrites(channel);
  }

  /** Ends the direction towards the client once everything was written, and tells. */
  void shutdownAfterWrites(Runnable then) {
    Endings.shutdownAfterWrites(channel, then);
  }

  /** Lets go of what it holds. */
  void release() {
    response = null;
    if (pending != null) {
      pending.release();
      pending = null;
    }
  }
}
