package io.fairlead.proxy.check;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;

/** A GET that must be answered with 200 to 399. */
public final class HttpCheck implements AppCheck {
  private final HttpClient client;
  private final RequestOptions request;

  /**
   * @param path with its leading slash
   */
  public HttpCheck(Vertx vertx, String host, int port, String path, Duration timeout) {
    // A new connection each time: a kept one would not notice that nobody accepts any more.
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout((int) timeout.toMillis()));
    this.request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(host)
            .setPort(port)
            .setURI(path)
            .putHeader("user-agent", "fairlead-check")
            .setTimeout(timeout.toMillis());
  }

  @Override
  public Future<Void> probe() {
    return client
        .request(request)
        .compose(asked -> asked.send().compose(this::judge).eventually(() -> closed(asked)));
  }

  private static Future<Void> closed(io.vertx.core.http.HttpClientRequest asked) {
    return asked.connection().close().otherwiseEmpty();
  }

  private Future<Void> judge(HttpClientResponse response) {
    int status = response.statusCode();
    return status >= 200 && status < 400
        ? Future.succeededFuture()
        : Future.failedFuture(
            new CheckFailure(
                "GET " + request.getURI() + " answered " + status + " (expected: 200 to 399)"));
  }

  @Override
  public Future<Void> close() {
    return client.close();
  }
}
