package io.fairlead.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients as people use them. */
@SuppressWarnings("FutureReturnValueIgnored") // closing in passing
class RealClientsTest {
  private static final String BODY = "0123456789".repeat(100_000);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @AutoClose private final Stage stage = Stage.inDemo();

  /** An echo that answers in chunks. */
  @BeforeEach
  void echo() throws IOException {
    stage.backend(
        c -> {
          for (String head = c.readHead(); head != null; head = c.readHead()) {
            String body = body(c, head.toLowerCase(Locale.ROOT));
            c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            if (!head.startsWith("HEAD")) {
              String chunk = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
              c.write((body.isEmpty() ? "" : chunk) + "0\r\n\r\n");
            }
          }
        });
  }

  private static String body(RawUpstream.Connection c, String head) throws IOException {
    if (head.contains("expect: 100-continue")) {
      c.write("HTTP/1.1 100 Continue\r\n\r\n");
    }
    if (head.contains("transfer-encoding: chunked")) {
      var body = new StringBuilder();
      for (int size = size(c); size > 0; size = size(c)) {
        body.append(c.readBytes(size));
        c.readBytes(2);
      }
      c.readBytes(2);
      return body.toString();
    }
    int at = head.indexOf("content-length: ");
    return at < 0
        ? ""
        : c.readBytes(Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at))));
  }

  private static int size(RawUpstream.Connection c) throws IOException {
    var line = new StringBuilder();
    while (line.indexOf("\r\n") < 0) {
      line.append((char) c.read());
    }
    return Integer.parseInt(line.substring(0, line.length() - 2), 16);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + stage.mesh.port() + path;
  }

  @Test
  void theClientOfTheJdk() throws Exception {
    // It sets Host itself: as a proxy it is told which service is meant.
    var client =
        HttpClient.newBuilder()
            .proxy(
                java.net.ProxySelector.of(
                    new java.net.InetSocketAddress(
                        java.net.InetAddress.getLoopbackAddress(), stage.mesh.port())))
            .build();
    for (int i = 0; i < 5; i++) {
      var fixed =
          HttpRequest.newBuilder(URI.create("http://backend/x"))
              .expectContinue(i % 2 == 0)
              .timeout(PATIENCE)
              .POST(HttpRequest.BodyPublishers.ofString(BODY))
              .build();
      assertThat(client.send(fixed, HttpResponse.BodyHandlers.ofString()).body()).isEqualTo(BODY);
      var chunked =
          HttpRequest.newBuilder(URI.create("http://backend/x"))
              .timeout(PATIENCE)
              .POST(
                  HttpRequest.BodyPublishers.ofInputStream(
                      () -> new java.io.ByteArrayInputStream(BODY.getBytes(ISO_8859_1))))
              .build();
      assertThat(client.send(chunked, HttpResponse.BodyHandlers.ofString()).body()).isEqualTo(BODY);
    }
  }

  @Test
  void curl(@TempDir Path folder) throws Exception {
    var sent = Files.writeString(folder.resolve("sent"), BODY);
    assertThat(curl("-H", "Host: backend", "--data-binary", "@" + sent, url("/x"))).isEqualTo(BODY);
    assertThat(
            curl(
                "-H",
                "Host: backend",
                "-H",
                "Transfer-Encoding: chunked",
                "--data-binary",
                "@" + sent,
                url("/x"),
                url("/y")))
        .isEqualTo(BODY + BODY);
    assertThat(curl("-I", "-H", "Host: backend", url("/"))).startsWith("HTTP/1.1 200");
    assertThat(curl("--http1.0", "-H", "Host: backend", "-d", "old", url("/"))).isEqualTo("old");
    assertThat(curl("-x", url(""), "-d", "proxied", "http://backend/")).isEqualTo("proxied");
    assertThat(curl("-x", url(""), "-p", "-d", "tunneled", "http://backend:8080/"))
        .isEqualTo("tunneled");
  }

  private static String curl(String... arguments) throws Exception {
    assumeTrue(isThere("curl"), "no curl");
    List<String> command = new ArrayList<>(List.of("curl", "-sS", "--max-time", "20"));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  static boolean isThere(String tool) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, tool))) {
        return true;
      }
    }
    return false;
  }

  @Test
  void theClientOfNetty() throws Exception {
    var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      var answers = new ArrayList<CompletableFuture<String>>();
      var channel =
          new Bootstrap()
              .group(group)
              .channel(NioSocketChannel.class)
              .handler(pipeline(answers))
              .connect("127.0.0.1", stage.mesh.port())
              .sync()
              .channel();
      for (int i = 0; i < 5; i++) {
        answers.add(new CompletableFuture<>());
        var content = Unpooled.copiedBuffer(BODY, ISO_8859_1);
        var request =
            new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.PUT, "/n", content);
        request.headers().set("host", "backend").set("content-length", BODY.length());
        channel.writeAndFlush(request);
        assertThat(answers.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(BODY);
      }
    } finally {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  private static ChannelInitializer<Channel> pipeline(List<CompletableFuture<String>> answers) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel
            .pipeline()
            .addLast(
                new HttpClientCodec(),
                new HttpObjectAggregator(10_000_000),
                new SimpleChannelInboundHandler<FullHttpResponse>() {
                  @Override
                  protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse answer) {
                    answers.get(answers.size() - 1).complete(answer.content().toString(ISO_8859_1));
                  }
                });
      }
    };
  }
}
