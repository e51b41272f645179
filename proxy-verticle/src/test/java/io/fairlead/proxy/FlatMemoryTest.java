package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.internal.PlatformDependent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two thousand peers that do not read cost a bounded buffer each, and others are served. */
@SuppressWarnings("FutureReturnValueIgnored") // closing in passing
class FlatMemoryTest {
  private static final int PEERS = Integer.getInteger("flat.peers", 2000);

  /** A buffer in each direction and what was read at once, with room for bookkeeping. */
  private static final long BYTES_EACH = 128 * 1024;

  private static final byte[] PIECE = new byte[16_384];

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<Socket> clients = new ArrayList<>();
  private final AtomicInteger arrived = new AtomicInteger();

  @AfterEach
  void leave() throws Exception {
    for (var client : clients) {
      client.close();
    }
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
  }

  private Stage stage() {
    return Stage.with(
        "--limits.eventLoops=1",
        "--limits.connectionsMax=10000",
        "--limits.requestsMax=10000",
        "--limits.bodyTimeout=300s",
        "--pool.connectionsMax=10000",
        "--pool.connectTimeout=10s");
  }

  /** An endpoint that is as eager, or as slow, as its handler. */
  private int endpoint(Function<Channel, ChannelInboundHandlerAdapter> handler) throws Exception {
    var server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .childOption(ChannelOption.SO_RCVBUF, 4096)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(handler.apply(channel));
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  private void client(int port, String request) throws Exception {
    var socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    clients.add(socket);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Of bytes under way; the heap holds the leak detector's records of each of them. */
  private static long memory() {
    return PlatformDependent.usedDirectMemory();
  }

  @Test
  void readersThatDoNotReadCostABuffer() throws Exception {
    try (var stage = stage()) {
      stage.mesh.service("endless", endpoint(channel -> new Endless()));
      stage.backends(stage.answering("fine"));
      long before = memory();

      for (int i = 0; i < PEERS; i++) {
        client(stage.mesh.port(), head("GET / HTTP/1.1", "Host: endless"));
      }

      assertStaysFlat(stage, before);
    }
  }

  @Test
  void endpointsThatDoNotReadCostABuffer() throws Exception {
    try (var stage = stage()) {
      stage.mesh.service("deaf", endpoint(channel -> new Deaf()));
      stage.backends(stage.answering("fine"));
      long before = memory();
      // In chunks of one byte, the dearest form there is.
      String chunks = "1\r\nx\r\n".repeat(300);

      for (int i = 0; i < PEERS; i++) {
        client(
            stage.mesh.port(),
            head("POST / HTTP/1.1", "Host: deaf", "Transfer-Encoding: chunked")
                + (i % 2 == 0 ? chunks : "4000000\r\n" + "y".repeat(60_000)));
      }

      assertStaysFlat(stage, before);
    }
  }

  private void assertStaysFlat(Stage stage, long before) {
    await().atMost(60, TimeUnit.SECONDS).until(() -> arrived.get() >= PEERS);
    // Until nothing moves any more.
    long[] last = {0};
    await()
        .atMost(60, TimeUnit.SECONDS)
        .pollInterval(1, TimeUnit.SECONDS)
        .until(
            () -> {
              long now = memory();
              boolean still = Math.abs(now - last[0]) < PEERS * 1024L;
              last[0] = now;
              return still;
            });
    System.out.println(
        "FlatMemoryTest: " + (last[0] - before) / PEERS + " bytes for each of " + PEERS + " peers");
    assertThat(last[0] - before).isLessThan(PEERS * BYTES_EACH);
    await().until(() -> stage.get().body().equals("fine"));
  }

  /** Answers without end, as fast as it is taken. */
  private final class Endless extends ChannelInboundHandlerAdapter {
    private boolean begun;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ((ByteBuf) message).release();
      if (!begun) {
        begun = true;
        arrived.incrementAndGet();
        String head = head("HTTP/1.1 200 OK", "Content-Length: 1000000000000");
        ctx.write(Unpooled.copiedBuffer(head, StandardCharsets.ISO_8859_1));
        more(ctx);
      }
    }

    private void more(ChannelHandlerContext ctx) {
      while (ctx.channel().isWritable()) {
        ctx.writeAndFlush(Unpooled.wrappedBuffer(PIECE));
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      more(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  /** Reads nothing. */
  private final class Deaf extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      ctx.channel().config().setAutoRead(false);
      arrived.incrementAndGet();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
