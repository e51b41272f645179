package io.fairlead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.registry.catalog.Catalog;
import io.vertx.core.Future;
import java.io.IOException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class InternalFailureTest {
  @Test
  void callerIsToldTheRequestIdAndNothingElse() throws IOException {
    for (var broken : new Catalog[] {failing(true), failing(false)}) {
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

  /** A catalog that breaks, by throwing or by a failed future. */
  private static Catalog failing(boolean isThrown) {
    var cause = new IllegalStateException("secret");
    return (Catalog)
        Proxy.newProxyInstance(
            Catalog.class.getClassLoader(),
            new Class<?>[] {Catalog.class},
            (proxy, method, arguments) -> {
              if (isThrown) {
                throw cause;
              }
              return Future.failedFuture(cause);
            });
  }
}
