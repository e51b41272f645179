package io.fairlead.proxy.http2;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.http1.RequestFields;
import io.fairlead.proxy.http1.Scratch;
import io.fairlead.proxy.relay.ClientConnection;
import io.fairlead.proxy.relay.DownstreamObserver;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.Front;
import io.fairlead.proxy.relay.RelayLimits;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A client's connection of HTTP/2: each stream becomes an exchange of its own. On its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails ends in channelInactive.
public final class Http2Front extends Http2Handler implements ClientConnection {
  /** How long a client that is sent away may leave its GOAWAY unread. */
  private static final long FAREWELL_MILLIS = 1000;

  private final Front front;
  private final Scratch scratch;
  private final Http2Observer observer;
  private final FrontFrames frames;
  private final Progress reader = new Progress();
  private final List<ServedStream> read = new ArrayList<>();
  private final Streams<ServedStream> streams = new Streams<>(this);
  private final Farewell farewell = new Farewell(this);
  private final FrameProgress progress;
  private RequestFields fields;
  private boolean touched = true;
  private boolean closed;
  private boolean sentAway;
  private int requests;
  private long silentSinceNanos;

  private Http2Front(
      Front front, Scratch scratch, Codec codec, Http2Limits limits, Http2Observer observer) {
    super(codec, limits);
    this.front = front;
    this.scratch = scratch;
    this.observer = observer;
    this.silentSinceNanos = front.now();
    this.progress = new FrameProgress(front.now());
    this.frames = new FrontFrames(this, limits, progress, front.now());
    decoder().frameListener(frames);
    connection().addListener(new StreamEnds());
  }

  /**
   * A connection of which the first bytes said that it is one of HTTP/2.
   *
   * @param scratch of the event loop
   */
  public static Http2Front of(
      Front front, Scratch scratch, Http2Limits limits, Http2Observer observer) {
    return new Http2Front(front, scratch, Codec.ofServer(front.limits(), limits), limits, observer);
  }

  private final class StreamEnds extends Http2ConnectionAdapter {
    @Override
    public void onStreamHalfClosed(Http2Stream stream) {
      ServedStream served = of(stream);
      if (served != null && stream.state() == Http2Stream.State.HALF_CLOSED_LOCAL) {
        served.halfClosed();
      }
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
      ServedStream served = of(stream);
      if (served != null) {
        served.closed();
      }
      farewell.streamClosed();
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    fields = new RequestFields(ctx.channel(), front.direction(), front.headers(), scratch);
    super.handlerAdded(ctx);
    if (!front.opened(this)) {
      closed = true;
      ctx.close();
    } else if (front.isDraining()) {
      announceDrain();
    }
  }

  // Requests

  /** A head came. */
  void begin(Http2Stream stream, ReceivedHead head, boolean last) {
    if (closed || sentAway) {
      return;
    }
    requests++;
    int most = front.limits().requestsMax();
    if (most > 0 && requests >= most) {
      farewell.whenDone();
    }
    var served = new ServedStream(this, stream);
    own(stream, served);
    served.begin(head, RequestRules.defect(head, front.limits(), front.headers()), last);
  }

  Exchange exchange(Http2Request request) {
    return front.exchange(request);
  }

  Future<ResponseHead> handle(Exchange exchange) {
    return front.handle(exchange);
  }

  Fields goingOn(Fields came, String authority) {
    long seconds = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
    return fields.goingOn(came, authority, seconds);
  }

  RelayLimits limits() {
    return front.limits();
  }

  long now() {
    return front.now();
  }

  // What comes and goes

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    touched = true;
    progress.bytes();
    super.channelRead(ctx, message);
  }

  /** A stream's body is being handed over. */
  void reading(ServedStream stream) {
    read.add(stream);
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
    streams.each(ServedStream::writable);
  }

  // The end

  @Override
  protected void onStreamError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      Http2Exception.StreamException failure) {
    if (sentAway) {
      return;
    }
    if (failure.error() == Http2Error.REFUSED_STREAM) {
      observer.limited(Http2Observer.Limit.STREAMS);
    } else if (failure instanceof Http2Exception.HeaderListSizeException) {
      observer.limited(Http2Observer.Limit.HEAD);
    }
    boolean live = connection().stream(failure.streamId()) != null;
    super.onStreamError(ctx, outbound, cause, failure);
    if (!outbound && failure.error() != Http2Error.REFUSED_STREAM) {
      var limit = frames.tooMuchFor(live);
      if (limit != null) {
        onError(ctx, false, tooMuch(limit));
      }
    }
  }

  /** A client that breaks the rules gets nothing more done, whether it reads that or not. */
  @Override
  protected void onConnectionError(
      ChannelHandlerContext ctx, boolean outbound, Throwable cause, Http2Exception failure) {
    if (!sentAway && failure != null && failure.error() == Http2Error.ENHANCE_YOUR_CALM) {
      boolean counted = cause instanceof Flood;
      observer.limited(counted ? ((Flood) cause).limit : Http2Observer.Limit.CONTINUATION);
    }
    sentAway = true;
    streams.each(ServedStream::closed);
    super.onConnectionError(ctx, outbound, cause, failure);
    ctx.executor().schedule(() -> ctx.close(), FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** To be thrown: a client sends too much of what costs it nothing. */
  static Http2Exception tooMuch(Http2Observer.Limit limit) {
    return new Flood(limit);
  }

  private static final class Flood extends Http2Exception {
    private static final long serialVersionUID = 1L;
    private final Http2Observer.Limit limit;

    Flood(Http2Observer.Limit limit) {
      super(Http2Error.ENHANCE_YOUR_CALM, "too many " + limit.label(), ShutdownHint.HARD_SHUTDOWN);
      this.limit = limit;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    super.channelInactive(ctx);
    gone();
  }

  private void gone() {
    if (!closed) {
      closed = true;
      streams.each(ServedStream::closed);
      front.closed(this);
    }
  }

  @Override
  public void close() {
    context().close();
    gone();
  }

  @Override
  public void announceDrain() {
    farewell.announce();
  }

  @Override
  public void drain() {
    farewell.whenDone();
  }

  @Override
  public void sweep(long nowNanos) {
    boolean active = connection().numActiveStreams() > 0;
    if (touched || active) {
      touched = false;
      silentSinceNanos = nowNanos;
    }
    if (nowNanos - silentSinceNanos >= front.limits().downstreamIdleNanos()
        || progress.isSlow(nowNanos, front.limits().headNanos(), active)) {
      front.cut(DownstreamObserver.Cut.IDLE);
      farewell.say();
      return;
    }
    streams.each(stream -> sweepStream(stream, nowNanos));
    sweepReader(nowNanos);
  }

  private void sweepStream(ServedStream stream, long nowNanos) {
    if (stream.sweep(nowNanos, front.limits().bodyIdleNanos())) {
      observer.limited(Http2Observer.Limit.SLOW_READER);
    }
  }

  /** The client does not even read what the codec has to say. */
  private void sweepReader(long nowNanos) {
    var outbound = context().channel().unsafe().outboundBuffer();
    long waiting = outbound == null ? 0 : outbound.totalPendingWriteBytes();
    if (reader.isStuck(waiting, waiting == 0, nowNanos, front.limits().bodyIdleNanos())) {
      front.cut(DownstreamObserver.Cut.STUCK);
      close();
    }
  }
}
