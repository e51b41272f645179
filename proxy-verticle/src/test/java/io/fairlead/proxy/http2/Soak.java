package io.fairlead.proxy.http2;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.grpc.testing.integration.Messages.Payload;
import io.grpc.testing.integration.Messages.SimpleRequest;
import io.grpc.testing.integration.TestServiceGrpc;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The soak cases of gRPC's suite: large_unary again and again. */
final class Soak {
  private static final int REQUEST_BYTES = 271828;
  private static final int RESPONSE_BYTES = 314159;

  private final Supplier<? extends ManagedChannelBuilder<?>> channels;

  Soak(Supplier<? extends ManagedChannelBuilder<?>> channels) {
    this.channels = channels;
  }

  /**
   * Calls so often.
   *
   * @param afresh whether each call has a channel of its own
   * @return how many failed
   */
  int failures(int calls, boolean afresh) throws InterruptedException {
    int failures = 0;
    ManagedChannel channel = channels.get().build();
    try {
      for (int i = 0; i < calls; i++) {
        if (afresh && i > 0) {
          channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
          channel = channels.get().build();
        }
        failures += passes(channel) ? 0 : 1;
      }
    } finally {
      channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
    return failures;
  }

  private static boolean passes(ManagedChannel channel) {
    var request =
        SimpleRequest.newBuilder()
            .setResponseSize(RESPONSE_BYTES)
            .setPayload(Payload.newBuilder().setBody(ByteString.copyFrom(new byte[REQUEST_BYTES])))
            .build();
    try {
      var response =
          TestServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(10, TimeUnit.SECONDS)
              .unaryCall(request);
      return response.getPayload().getBody().size() == RESPONSE_BYTES;
    } catch (StatusRuntimeException failed) {
      return false;
    }
  }
}
