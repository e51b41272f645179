package io.fairlead.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.Mesh;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.testing.integration.AbstractInteropTest;
import io.grpc.testing.integration.TestServiceImpl;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The interoperability cases of gRPC through two sidecars: all that pass without one between. */
@SuppressWarnings("AddressSelection") // loopback
class GrpcInteropTest {
  private static final ScheduledExecutorService WORKERS = Executors.newScheduledThreadPool(2);
  private static Server server;
  private static Mesh ingress;
  private static Mesh egress;

  /** A case by its name in the suite. */
  interface Case {
    void run(Cases cases) throws Exception;
  }

  /** The suite's own class; its cases are called one by one. */
  static final class Cases extends AbstractInteropTest {
    @Override
    protected ManagedChannelBuilder<?> createChannelBuilder() {
      return channelBuilder();
    }

    @Override
    protected boolean metricsExpected() {
      return false;
    }
  }

  private static NettyChannelBuilder channelBuilder() {
    return NettyChannelBuilder.forAddress("127.0.0.1", egress.port())
        .overrideAuthority("backend")
        .maxInboundMessageSize(16 * 1024 * 1024)
        .usePlaintext();
  }

  @BeforeAll
  static void twoSidecars() throws IOException {
    server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress("127.0.0.1", 0), InsecureServerCredentials.create())
            .maxInboundMessageSize(16 * 1024 * 1024)
            .addService(
                ServerInterceptors.intercept(
                    new TestServiceImpl(WORKERS), TestServiceImpl.interceptors()))
            .build()
            .start();
    ingress =
        Mesh.with(
            "--task.namespace=demo.local",
            "--task.id=task-1",
            "--services=[{\"portName\":\"grpc\",\"discoveryName\":\"backend\",\"appProtocol\":"
                + "\"grpc\",\"containerPort\":"
                + server.getPort()
                + "}]");
    egress = Mesh.with("--task.namespace=demo.local");
    int port = ingress.sidecar.ingressPorts().get("backend");
    egress.registry.serviceBehindSidecars("backend", AppProtocol.GRPC, port);
    egress.awaitPorts("backend", port);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    egress.close();
    ingress.close();
    server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    WORKERS.shutdownNow();
  }

  static Stream<Arguments> cases() {
    return Stream.of(
        named("empty_unary", AbstractInteropTest::emptyUnary),
        named("large_unary", AbstractInteropTest::largeUnary),
        named("client_streaming", AbstractInteropTest::clientStreaming),
        named("server_streaming", AbstractInteropTest::serverStreaming),
        named("ping_pong", AbstractInteropTest::pingPong),
        named("empty_stream", AbstractInteropTest::emptyStream),
        named("unimplemented_service", AbstractInteropTest::unimplementedService),
        named("unimplemented_method", AbstractInteropTest::unimplementedMethod),
        named("status_code_and_message", AbstractInteropTest::statusCodeAndMessage),
        named("special_status_message", AbstractInteropTest::specialStatusMessage),
        named("custom_metadata", AbstractInteropTest::customMetadata),
        named("cancel_after_begin", AbstractInteropTest::cancelAfterBegin),
        named("cancel_after_first_response", AbstractInteropTest::cancelAfterFirstResponse),
        named("timeout_on_sleeping_server", AbstractInteropTest::timeoutOnSleepingServer),
        named("server_compressed_unary", AbstractInteropTest::serverCompressedUnary),
        named("server_compressed_streaming", AbstractInteropTest::serverCompressedStreaming));
  }

  private static Arguments named(String name, Case run) {
    return Arguments.of(name, run);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void aCaseOfTheSuitePasses(String name, Object run) throws Exception {
    var cases = new Cases();
    cases.setUp();
    try {
      ((Case) run).run(cases);
    } finally {
      cases.tearDown();
    }
  }

  @Test
  void manyCallsOneAfterTheOtherPassOnOneChannelAndOnAFreshOneEach() throws Exception {
    var soak = new Soak(GrpcInteropTest::channelBuilder);

    assertThat(soak.failures(200, false)).as("rpc_soak").isZero();
    assertThat(soak.failures(40, true)).as("channel_soak").isZero();
  }
}
