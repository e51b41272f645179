package io.fairlead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.MemberLeftException;
import com.hazelcast.core.OperationTimeoutException;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import io.fairlead.registry.catalog.Catalog;
import io.fairlead.registry.catalog.CatalogException.Unavailable;
import io.vertx.core.Future;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InternalFailureTest {
  @Test
  void callerIsToldTheRequestIdAndNothingElse() throws IOException {
    var secret = new IllegalStateException("secret");
    for (var broken : new Catalog[] {throwing(secret), failing(secret)}) {
      try (var server = new ApiServer(broken);
          var connection = new RawConnection(server.port())) {
        var answer = connection.call("GetNamespace", "{\"Id\":\"ns-1\"}");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.type()).isEqualTo("InternalFailure");
        assertThat(answer.message())
            .contains(answer.headers().get("x-amzn-requestid"))
            .doesNotContain("secret", "Exception", "at io.");
      }
    }
  }

  static Stream<Exception> failuresOfTheCluster() {
    return Stream.of(
        new HazelcastException("secret"),
        new HazelcastInstanceNotActiveException("secret"),
        new OperationTimeoutException("secret"),
        new SplitBrainProtectionException("secret"),
        new MemberLeftException("secret"),
        new CompletionException(new CompletionException(new HazelcastException("secret"))),
        new Unavailable("No disk to write on"));
  }

  /** SDKs repeat what fails with 503, and ask another registry node when there is one. */
  @ParameterizedTest
  @MethodSource("failuresOfTheCluster")
  void failureOfTheClusterIsNoFaultOfTheRequest(Exception cause) throws IOException {
    try (var server = new ApiServer(failing(cause));
        var connection = new RawConnection(server.port())) {
      var answer = connection.call("GetNamespace", "{\"Id\":\"ns-1\"}");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.type()).isEqualTo("ServiceUnavailable");
      assertThat(answer.headers().get("x-amzn-requestid")).isNotBlank();
      assertThat(answer.message()).isNotBlank().doesNotContain("secret", "azelcast");
    }
  }

  private static Catalog throwing(RuntimeException cause) {
    return catalog(
        () -> {
          throw cause;
        });
  }

  private static Catalog failing(Throwable cause) {
    return catalog(() -> Future.failedFuture(cause));
  }

  private static Catalog catalog(Supplier<Future<?>> answer) {
    return (Catalog)
        Proxy.newProxyInstance(
            Catalog.class.getClassLoader(),
            new Class<?>[] {Catalog.class},
            (proxy, method, arguments) -> answer.get());
  }
}
