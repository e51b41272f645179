package io.fairlead.proxy.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An endpoint of HTTP/2 that a test plays, by Netty's own server. */
@SuppressWarnings({"FutureReturnValueIgnored", "NonAtomicVolatileUpdate"}) // closing in passing
final class H2Server implements AutoCloseable {
  /** Answers a request that has come to its end; on the server's event loop. */
  interface Script {
    void play(Served request);
  }

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel listening;
  private final Script whole;
  private final Script begun;
  private final Set<Channel> channels = ConcurrentHashMap.newKeySet();

  final AtomicInteger connections = new AtomicInteger();

  /** PING frames, which the codec answers. */
  final AtomicInteger pings = new AtomicInteger();

  final AtomicInteger requests = new AtomicInteger();

  /** The error codes of streams that were reset. */
  final List<Long> resets = new CopyOnWriteArrayList<>();

  /** All requests in the order in which they began. */
  final List<Served> all = new CopyOnWriteArrayList<>();

  H2Server(Script whole) {
    this(whole, request -> {}, new Http2Settings());
  }

  /**
   * @param begun is told of each head
   */
  H2Server(Script whole, Script begun, Http2Settings settings) {
    this.whole = whole;
    this.begun = begun;
    listening =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel ch) {
                    connections.incrementAndGet();
                    channels.add(ch);
                    ch.pipeline()
                        .addLast(
                            Http2FrameCodecBuilder.forServer().initialSettings(settings).build(),
                            new Pings(),
                            new Http2MultiplexHandler(
                                new ChannelInitializer<Channel>() {
                                  @Override
                                  protected void initChannel(Channel stream) {
                                    stream.pipeline().addLast(new Served());
                                  }
                                }));
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  /** Answers everything with this body. */
  static H2Server answering(String body) {
    return new H2Server(request -> request.answer(200, body));
  }

  int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /** Breaks all connections. */
  void breakConnections() {
    channels.forEach(ch -> ch.close().syncUninterruptibly());
  }

  private final class Pings extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof Http2PingFrame ping && !ping.ack()) {
        pings.incrementAndGet();
      }
      ctx.fireChannelRead(message);
    }
  }

  /** A request. */
  final class Served extends ChannelInboundHandlerAdapter {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private ChannelHandlerContext ctx;
    Http2Headers head;
    Http2Headers trailers;
    volatile int received;
    volatile long reset = -1;

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      ctx = context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      boolean last = false;
      if (message instanceof Http2HeadersFrame frame) {
        last = frame.isEndStream();
        if (head == null) {
          head = frame.headers();
          requests.incrementAndGet();
          all.add(this);
          begun.play(this);
        } else {
          trailers = frame.headers();
        }
      } else if (message instanceof Http2DataFrame frame) {
        last = frame.isEndStream();
        byte[] bytes = new byte[frame.content().readableBytes()];
        frame.content().readBytes(bytes);
        body.writeBytes(bytes);
        received += bytes.length;
      }
      ReferenceCountUtil.release(message);
      if (last) {
        whole.play(this);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof Http2ResetFrame frame) {
        reset = frame.errorCode();
        resets.add(frame.errorCode());
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }

    String body() {
      return body.toString(ISO_8859_1);
    }

    String field(String name) {
      var value = head.get(name);
      return value == null ? null : value.toString();
    }

    void answer(int status, String text) {
      head(status, false);
      data(text, true);
    }

    Served head(int status, boolean last, String... fields) {
      var answer = new DefaultHttp2Headers(false).status(Integer.toString(status));
      for (int i = 0; i < fields.length; i += 2) {
        answer.add(fields[i], fields[i + 1]);
      }
      ctx.writeAndFlush(new DefaultHttp2HeadersFrame(answer, last));
      return this;
    }

    Served data(String text, boolean last) {
      ctx.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.copiedBuffer(text, ISO_8859_1), last));
      return this;
    }

    void trailers(String... fields) {
      var answer = new DefaultHttp2Headers(false);
      for (int i = 0; i < fields.length; i += 2) {
        answer.add(fields[i], fields[i + 1]);
      }
      ctx.writeAndFlush(new DefaultHttp2HeadersFrame(answer, true));
    }

    void reset(Http2Error error) {
      ctx.writeAndFlush(new DefaultHttp2ResetFrame(error));
    }

    /** Says that it looks at no stream with a higher number. */
    void goAway(int lastStreamId) {
      var connection = ctx.channel().parent().pipeline().context(Http2FrameCodec.class);
      var codec = (Http2FrameCodec) connection.handler();
      codec
          .encoder()
          .frameWriter()
          .writeGoAway(connection, lastStreamId, 0, Unpooled.EMPTY_BUFFER, connection.newPromise());
      connection.flush();
    }

    /** Breaks the connection. */
    void breakConnection() {
      ctx.channel().parent().close();
    }

    Channel stream() {
      return ctx.channel();
    }
  }

  @Override
  public void close() {
    listening.close().syncUninterruptibly();
    channels.forEach(Channel::close);
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
