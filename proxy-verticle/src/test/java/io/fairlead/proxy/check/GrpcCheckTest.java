package io.fairlead.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With gRPC's own server and health service. */
class GrpcCheckTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Vertx vertx = Vertx.vertx();
  private final HealthStatusManager health = new HealthStatusManager();
  private Server server;

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private int serve(BindableService... services) throws IOException {
    var builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    for (var service : services) {
      builder.addService(service);
    }
    server = builder.build().start();
    return server.getPort();
  }

  /** Null when it found the application working, else why not. */
  private String reason(int port, String service) {
    var check = new GrpcCheck(vertx, "127.0.0.1", port, service, TIMEOUT);
    var probed = check.probe();
    await().until(probed::isComplete);
    check.close();
    return probed.succeeded() ? null : probed.cause().getMessage();
  }

  @Test
  void aServerThatServesIsHealthy() throws IOException {
    int port = serve(health.getHealthService());

    assertThat(reason(port, "")).isNull();
  }

  @Test
  void eachServiceIsAskedForByName() throws IOException {
    int port = serve(health.getHealthService());
    health.setStatus("shop.Orders", ServingStatus.SERVING);
    health.setStatus("shop.Stock", ServingStatus.NOT_SERVING);

    assertThat(reason(port, "shop.Orders")).isNull();
    assertThat(reason(port, "shop.Stock"))
        .isEqualTo("grpc.health.v1 of shop.Stock answered NOT_SERVING (expected: SERVING)");
    assertThat(reason(port, "shop.Other"))
        .isEqualTo("grpc.health.v1 of shop.Other answered status 200, grpc-status 5 (expected: 0)");
  }

  @Test
  void aServerWithoutTheHealthServiceIsNotHealthy() throws IOException {
    assertThat(reason(serve(), ""))
        .isEqualTo("grpc.health.v1 answered status 200, grpc-status 12 (expected: 0)");
  }

  @Test
  void nobodyIsNotHealthy() {
    assertThat(reason(1, "")).contains("refused");
  }
}
