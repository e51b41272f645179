package io.fairlead.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.catalog.ClientAlias;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Autobahn test suite against an echo server behind a sidecar. Whatever the sidecar did to a
 * frame, to an end of the connection or to their order, some case would tell.
 */
@SuppressWarnings("FutureReturnValueIgnored") // closing in passing
class AutobahnIT {
  private static final String JYTHON =
      "org/python/jython-standalone/2.7.1/jython-standalone-2.7.1.jar";
  private static final String SUITE =
      "me/normanmaurer/maven/autobahntestsuite/autobahntestsuite-maven-plugin/0.1.5/"
          + "autobahntestsuite-maven-plugin-0.1.5.jar";
  private static final int MESSAGE_MAX = 32 * 1024 * 1024;

  @TempDir private Path folder;
  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private Channel server;

  /** Answers as RFC 6455 wants it, and echoes what is no control frame. */
  private static final class Echo extends SimpleChannelInboundHandler<Object> {
    private WebSocketServerHandshaker handshaker;

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Object message) {
      if (message instanceof FullHttpRequest request) {
        handshaker =
            new WebSocketServerHandshakerFactory("ws://localhost/", null, false, MESSAGE_MAX)
                .newHandshaker(request);
        handshaker.handshake(ctx.channel(), request);
        ctx.pipeline().addBefore(ctx.name(), "utf8", new Utf8FrameValidator());
      } else if (message instanceof CloseWebSocketFrame close) {
        handshaker.close(ctx.channel(), close.retain());
      } else if (message instanceof PingWebSocketFrame ping) {
        ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()), ctx.voidPromise());
      } else if (message instanceof PongWebSocketFrame) {
        // Nobody asked.
      } else {
        ctx.writeAndFlush(((WebSocketFrame) message).retain(), ctx.voidPromise());
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      // The decoder has said what it thinks of it, and closes after that.
    }
  }

  @BeforeEach
  void startAnEchoServer() {
    server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec(), new HttpObjectAggregator(65536))
                        .addLast(new Echo());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  @AfterEach
  void stopIt() {
    server.close().syncUninterruptibly();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static Path artifact(String path) {
    String repository = System.getProperty("maven.repo.local");
    var folder =
        repository == null
            ? Path.of(System.getProperty("user.home"), ".m2", "repository")
            : Path.of(repository);
    var file = folder.resolve(path);
    assumeTrue(
        Files.exists(file),
        file.getFileName()
            + " was not fetched (by ./verify, from Maven Central): Autobahn is skipped");
    return file;
  }

  private JsonObject judged(String url) throws IOException {
    var jython = artifact(JYTHON);
    var suite = artifact(SUITE);
    Files.writeString(
        folder.resolve("spec.json"),
        new JsonObject()
            .put("outdir", folder.resolve("reports").toString())
            .put("servers", List.of(Map.of("agent", "sidecar", "url", url)))
            .put("cases", List.of("1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*"))
            .put("exclude-cases", List.of("6.4.*"))
            .put("exclude-agent-cases", new JsonObject())
            .encode());
    var run =
        Files.writeString(
            folder.resolve("run.py"),
            """
            import sys
            sys.path.insert(0, '%s')
            sys.argv = ['wstest', '-m', 'fuzzingclient', '-s', '%s']
            from autobahntestsuite import wstest
            wstest.run()
            """
                .formatted(suite, folder.resolve("spec.json")));
    Tool.run(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/java.io=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "-Dpython.cachedir=" + folder.resolve("cache"),
        "-jar",
        jython.toString(),
        run.toString());
    var index = Files.readString(folder.resolve("reports/index.json"), UTF_8);
    return new JsonObject(index).getJsonObject("sidecar");
  }

  @Test
  void everyCaseIsJudgedAsWithoutASidecar() throws IOException {
    int origin = ((InetSocketAddress) server.localAddress()).getPort();
    int port = TwoSidecars.free();
    try (var mesh =
        Mesh.onNativeTransport(
            true,
            "--task.namespace=demo.local",
            "--egress.virtualAddresses=true",
            "--egress.virtualRange=127.99.79.0/24")) {
      mesh.registry.serviceCalled("backend", List.of(new ClientAlias(port, "backend")), origin);
      await().until(() -> mesh.virtualNames().addressOf("backend").isPresent());
      var address = mesh.virtualNames().addressOf("backend").orElseThrow().getHostAddress();

      var cases = judged("ws://" + address + ":" + port + "/");

      Map<String, String> others = new TreeMap<>();
      for (String name : cases.fieldNames()) {
        String behaviour = cases.getJsonObject(name).getString("behavior");
        if (!behaviour.equals("OK")) {
          others.put(name, behaviour);
        }
      }
      assertThat(others).hasSize(3).allSatisfy((n, b) -> assertThat(b).isEqualTo("INFORMATIONAL"));
      assertThat(cases.fieldNames()).hasSize(243);
    }
  }
}
