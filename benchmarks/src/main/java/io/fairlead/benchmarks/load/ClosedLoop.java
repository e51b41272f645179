package io.fairlead.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks a server on loopback over keep-alive connections, on each of which one request is under way
 * at any time. One event loop does it all.
 */
public final class ClosedLoop implements AutoCloseable {
  private static final long LAST_ANSWERS_SECONDS = 60;

  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  /** Asks until the time is over or the work is done, and waits for the last answers. */
  public Measured run(int port, int connections, Workload work, Duration span)
      throws InterruptedException {
    var seen = new Measured();
    var ended = new CountDownLatch(connections);
    long start = System.nanoTime();
    long end = start + span.toNanos();
    var client =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpResponseDecoder(), new Conversation(work, seen, end));
                  }
                });
    for (int i = 0; i < connections; i++) {
      client
          .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
          .addListener(
              connected -> {
                if (!connected.isSuccess()) {
                  seen.failed("not connected: " + connected.cause());
                }
              })
          .channel()
          .closeFuture()
          .addListener(closed -> ended.countDown());
    }
    if (!ended.await(span.toSeconds() + LAST_ANSWERS_SECONDS, TimeUnit.SECONDS)) {
      seen.failed("some requests were never answered");
    }
    seen.took(System.nanoTime() - start);
    return seen;
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
