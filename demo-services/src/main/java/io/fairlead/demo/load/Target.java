package io.fairlead.demo.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.util.concurrent.TimeUnit;

/** Sends single requests, never twice. */
final class Target {
  private final HttpClient client;
  private final LoadSettings settings;

  Target(Vertx vertx, LoadSettings settings) {
    var options = new HttpClientOptions().setConnectTimeout((int) settings.timeout().toMillis());
    var proxy = settings.proxy();
    if (proxy != null) {
      options.setProxyOptions(
          new ProxyOptions().setType(ProxyType.HTTP).setHost(proxy.host()).setPort(proxy.port()));
    }
    // Requests in flight are bounded by whoever sends, so the pool's queue need not be.
    var pool =
        new PoolOptions()
            .setHttp1MaxSize(settings.connectionsMax())
            .setMaxWaitQueueSize(settings.inFlightMax());
    this.client = vertx.createHttpClient(options, pool);
    this.settings = settings;
  }

  /** Sends one request; null when it got a good answer, otherwise the kind of its failure. */
  Future<String> send() {
    var sent = new Sent();
    var address = settings.target();
    return client
        .request(HttpMethod.GET, address.port(), address.host(), address.path())
        .compose(sent::send)
        .timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(sent::fail);
  }

  /** One request under way. */
  private static final class Sent {
    private HttpClientRequest request;
    private boolean abandoned;

    Future<String> send(HttpClientRequest obtained) {
      request = obtained;
      if (abandoned) {
        request.reset();
      }
      return request.send().compose(Sent::judge);
    }

    String fail(Throwable failure) {
      abandoned = true;
      if (request != null) {
        request.reset();
      }
      return FailureKind.of(failure, request != null);
    }

    private static Future<String> judge(HttpClientResponse response) {
      int code = response.statusCode();
      // Without a handler Vert.x logs as an error what end() tells as well.
      response.exceptionHandler(failure -> {});
      return response.end().map(end -> code < 400 ? null : FailureKind.status(code));
    }
  }
}
