package io.fairlead.proxy.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A connection of HTTP/2 with prior knowledge that asks what a test says, by Netty's own client.
 */
@SuppressWarnings({"FutureReturnValueIgnored", "NonAtomicVolatileUpdate"}) // one thread writes
final class H2Client implements AutoCloseable {
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel channel;

  /** The error codes of GOAWAY frames that came. */
  final List<Long> goAways = new CopyOnWriteArrayList<>();

  H2Client(int port) {
    this(port, new Http2Settings());
  }

  H2Client(int port, Http2Settings settings) {
    try {
      channel =
          new Bootstrap()
              .group(loops)
              .channel(NioSocketChannel.class)
              .handler(
                  new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel ch) {
                      ch.pipeline()
                          .addLast(
                              Http2FrameCodecBuilder.forClient()
                                  .validateHeaders(false)
                                  .initialSettings(settings)
                                  .build(),
                              new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
                              new GoAways());
                    }
                  })
              .connect("127.0.0.1", port)
              .sync()
              .channel();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private final class GoAways extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof Http2GoAwayFrame frame) {
        goAways.add(frame.errorCode());
      }
      ReferenceCountUtil.release(message);
    }
  }

  /** A head; names and values follow the pseudo-fields in turn. */
  static Http2Headers head(String method, String authority, String path, String... fields) {
    var head =
        new DefaultHttp2Headers(false)
            .method(method)
            .scheme("http")
            .authority(authority)
            .path(path);
    for (int i = 0; i < fields.length; i += 2) {
      head.add(fields[i], fields[i + 1]);
    }
    return head;
  }

  /** Asks without a body. */
  Answer get(String authority, String path, String... fields) {
    return open(head("GET", authority, path, fields), true).answer();
  }

  /** Asks with a body. */
  Answer post(String authority, String path, String body, String... fields) {
    return open(head("POST", authority, path, fields), false).send(body, true).answer();
  }

  /** Begins a stream. */
  Call open(Http2Headers head, boolean last) {
    var call = new Call();
    try {
      var stream = new Http2StreamChannelBootstrap(channel).handler(call).open().sync().getNow();
      call.stream = stream;
      stream.writeAndFlush(new DefaultHttp2HeadersFrame(head, last)).await();
      return call;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  boolean isOpen() {
    return channel.isActive();
  }

  /** What came of a stream; reset is -1 when it was not. */
  record Answer(int status, Http2Headers head, String body, Http2Headers trailers, long reset) {
    String field(String name) {
      var value = head.get(name);
      return value == null ? null : value.toString();
    }

    String trailer(String name) {
      var value = trailers == null ? null : trailers.get(name);
      return value == null ? null : value.toString();
    }
  }

  /** A stream. */
  static final class Call extends ChannelInboundHandlerAdapter {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final CompletableFuture<Answer> done = new CompletableFuture<>();
    private Http2StreamChannel stream;
    private Http2Headers trailers;
    volatile Http2Headers head;
    volatile int received;

    /** Statuses of interim answers. */
    final List<String> interim = new CopyOnWriteArrayList<>();

    Call send(String text, boolean last) {
      return send(Unpooled.copiedBuffer(text, ISO_8859_1), last);
    }

    Call send(ByteBuf bytes, boolean last) {
      stream.writeAndFlush(new DefaultHttp2DataFrame(bytes, last));
      return this;
    }

    Call sendTrailers(String name, String value) {
      stream.writeAndFlush(
          new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().add(name, value), true));
      return this;
    }

    void reset() {
      stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL));
    }

    /** Reads no more until {@link #goOn}. */
    Call pause() {
      stream.config().setAutoRead(false);
      return this;
    }

    void goOn() {
      stream.config().setAutoRead(true);
      stream.read();
    }

    Channel channel() {
      return stream;
    }

    Answer answer() {
      try {
        return done.get(20, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new AssertionError("no answer; head " + head + ", " + body.size() + " bytes", e);
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof Http2HeadersFrame frame) {
        headers(frame);
      } else if (message instanceof Http2DataFrame frame) {
        byte[] bytes = new byte[frame.content().readableBytes()];
        frame.content().readBytes(bytes);
        body.writeBytes(bytes);
        received += bytes.length;
        if (frame.isEndStream()) {
          finish(-1);
        }
      }
      ReferenceCountUtil.release(message);
    }

    private void headers(Http2HeadersFrame frame) {
      var status = frame.headers().status();
      if (status != null && status.charAt(0) == '1') {
        interim.add(status.toString());
        return;
      }
      if (head == null) {
        head = frame.headers();
      } else {
        trailers = frame.headers();
      }
      if (frame.isEndStream()) {
        finish(-1);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof Http2ResetFrame reset) {
        finish(reset.errorCode());
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      finish(-2);
    }

    private void finish(long reset) {
      int status = head == null ? 0 : Integer.parseInt(head.status().toString());
      done.complete(new Answer(status, head, body.toString(ISO_8859_1), trailers, reset));
    }
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
