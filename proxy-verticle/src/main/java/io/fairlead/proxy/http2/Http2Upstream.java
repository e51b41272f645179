package io.fairlead.proxy.http2;

import io.fairlead.proxy.relay.Attempt;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.RelayLimits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.List;

/** A connection to an endpoint, which carries many exchanges at once. On its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // What fails ends in channelInactive.
final class Http2Upstream extends Http2Handler {
  private final Http2Pool pool;
  private final RelayLimits limits;
  private final Http2Limits http2;
  private final List<UpstreamExchange> read = new ArrayList<>();
  private final Streams<UpstreamExchange> streams = new Streams<>(this);
  private boolean used;
  private boolean leaving;
  private boolean heard = true;
  private boolean pinged;
  private long idleSinceNanos;
  private long silentSinceNanos;

  Http2Upstream(Http2Pool pool, RelayLimits limits, Http2Limits http2, long nowNanos) {
    super(Codec.ofClient(limits, http2), http2);
    this.pool = pool;
    this.limits = limits;
    this.http2 = http2;
    this.idleSinceNanos = nowNanos;
    this.silentSinceNanos = nowNanos;
    decoder().frameListener(new Frames());
    connection().addListener(new StreamEnds());
  }

  private final class Frames extends Http2FrameAdapter {
    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx,
        int streamId,
        Http2Headers headers,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean last)
        throws Http2Exception {
      UpstreamExchange exchange = of(connection().stream(streamId));
      if (exchange != null) {
        exchange.received((ReceivedHead) headers, last);
      }
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean last) {
      UpstreamExchange exchange = of(connection().stream(streamId));
      if (exchange == null) {
        return data.readableBytes() + padding;
      }
      int dropped = exchange.received(data);
      if (last) {
        exchange.ended(Fields.NONE);
      }
      return dropped + padding;
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) {
      UpstreamExchange exchange = of(connection().stream(streamId));
      if (exchange != null) {
        exchange.reset(errorCode);
      }
    }

    @Override
    public void onGoAwayRead(
        ChannelHandlerContext ctx, int lastStreamId, long errorCode, ByteBuf debugData) {
      leaving = true;
      pool.leaving(Http2Upstream.this);
      done();
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long data) {
      pinged = false;
    }
  }

  private final class StreamEnds extends Http2ConnectionAdapter {
    @Override
    public void onStreamClosed(Http2Stream stream) {
      UpstreamExchange exchange = of(stream);
      if (exchange != null) {
        var local = connection().local();
        exchange.closed(
            connection().goAwayReceived() && stream.id() > local.lastStreamKnownByPeer());
      }
      done();
    }
  }

  RelayLimits limits() {
    return limits;
  }

  /** Whether it takes another exchange. */
  boolean hasRoom() {
    var local = connection().local();
    return !leaving
        && context().channel().isActive()
        && streams() < Math.min(http2.upstreamStreamsMax(), local.maxActiveStreams());
  }

  /** Exchanges that it carries. */
  int streams() {
    return connection().local().numActiveStreams();
  }

  /** Carries this attempt, too. */
  void lend(Attempt attempt) {
    boolean reused = used;
    used = true;
    attempt.begun(new UpstreamExchange(this, attempt, reused));
  }

  /**
   * Begins a stream.
   *
   * @return null when there cannot be another one
   */
  Http2Stream open(UpstreamExchange exchange, SentHead head, boolean last) {
    var local = connection().local();
    int id = local.incrementAndGetNextStreamId();
    if (id < 0 || leaving || !local.canOpenStream()) {
      leaving |= id < 0;
      return null;
    }
    encoder().writeHeaders(context(), id, head, 0, last, context().newPromise());
    var stream = connection().stream(id);
    if (stream != null) {
      own(stream, exchange);
      flushLater();
    }
    return stream;
  }

  /** An exchange is over. */
  void done() {
    idleSinceNanos = pool.now();
    pool.freed();
    if (leaving && connection().numActiveStreams() == 0) {
      context().close();
    }
  }

  void reading(UpstreamExchange exchange) {
    read.add(exchange);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    heard = true;
    super.channelRead(ctx, message);
  }

  @Override
  void readComplete() {
    for (int i = 0; i < read.size(); i++) {
      read.get(i).readComplete();
    }
    read.clear();
  }

  @Override
  void writable() {
    streams.each(UpstreamExchange::writable);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    leaving = true;
    pool.closed(this);
    pool.freed();
    super.channelInactive(ctx);
  }

  void close() {
    context().close();
  }

  /** No new exchanges: closes with the last one. */
  void retire() {
    leaving = true;
    done();
  }

  /** Closes when it was idle for too long, or does not answer. */
  void sweep(long nowNanos) {
    if (streams() == 0) {
      if (nowNanos - idleSinceNanos >= http2.upstreamIdleNanos()) {
        retire();
      }
    } else if (http2.pingNanos() > 0) {
      askWhetherThere(nowNanos);
    }
  }

  private void askWhetherThere(long nowNanos) {
    if (heard) {
      heard = false;
      pinged = false;
      silentSinceNanos = nowNanos;
    } else if (nowNanos - silentSinceNanos >= http2.pingNanos()) {
      if (pinged) {
        close();
        return;
      }
      pinged = true;
      silentSinceNanos = nowNanos;
      encoder().writePing(context(), false, nowNanos, context().newPromise());
      flushLater();
    }
  }
}
