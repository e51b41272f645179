package io.fairlead.demo.frontend;

import io.fairlead.demo.program.HttpAddress;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An ordinary HTTP client of the backend. With a proxy it sends the request in absolute form (RFC
 * 9112 §3.2.2), as every HTTP client does that honours {@code http_proxy}.
 */
final class BackendClient {
  private static final int CONNECTIONS_MAX = 64;
  private static final int WAITING_MAX = 1024;
  private static final int BODY_BYTES_MAX = 65_536;

  private final HttpClient client;
  private final HttpAddress backend;
  private final Duration timeout;

  /**
   * @param proxy null to call the backend directly
   * @param timeout of one call, from the wish to connect to the last byte
   */
  BackendClient(Vertx vertx, HttpAddress backend, HttpAddress proxy, Duration timeout) {
    var options = new HttpClientOptions().setConnectTimeout((int) timeout.toMillis());
    if (proxy != null) {
      options.setProxyOptions(
          new ProxyOptions().setType(ProxyType.HTTP).setHost(proxy.host()).setPort(proxy.port()));
    }
    var pool = new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX).setMaxWaitQueueSize(WAITING_MAX);
    this.client = vertx.createHttpClient(options, pool);
    this.backend = backend;
    this.timeout = timeout;
  }

  /**
   * Calls the backend once.
   *
   * @param path with a leading slash
   * @return what it answered; fails with a reason that can be shown
   */
  Future<JsonObject> call(String path) {
    var sent = new Sent();
    return client
        .request(HttpMethod.GET, backend.port(), backend.host(), path)
        .compose(sent::send)
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(failure -> sent.abandon())
        .recover(failure -> Future.failedFuture(explain(failure)));
  }

  private Throwable explain(Throwable failure) {
    if (failure instanceof BackendFailure) {
      return failure;
    }
    return new BackendFailure(
        failure instanceof TimeoutException
            ? "no answer within " + timeout.toMillis() + " ms"
            : failure.getClass().getSimpleName() + ": " + failure.getMessage());
  }

  /** One request under way. */
  private static final class Sent {
    private HttpClientRequest request;
    private boolean abandoned;

    Future<JsonObject> send(HttpClientRequest obtained) {
      request = obtained;
      if (abandoned) {
        abandon();
      }
      return request.send().compose(Sent::read);
    }

    void abandon() {
      abandoned = true;
      if (request != null) {
        request.reset();
      }
    }

    private static Future<JsonObject> read(HttpClientResponse response) {
      Promise<JsonObject> answer = Promise.promise();
      var body = Buffer.buffer();
      response.exceptionHandler(answer::tryFail);
      response.handler(
          chunk -> {
            if (body.length() + chunk.length() > BODY_BYTES_MAX) {
              answer.tryFail(
                  new BackendFailure("answer is longer than " + BODY_BYTES_MAX + " bytes"));
            } else {
              body.appendBuffer(chunk);
            }
          });
      response.endHandler(end -> finish(response, body, answer));
      return answer.future();
    }

    private static void finish(
        HttpClientResponse response, Buffer body, Promise<JsonObject> answer) {
      if (response.statusCode() != 200) {
        answer.tryFail(new BackendFailure("answered with status " + response.statusCode()));
        return;
      }
      try {
        answer.tryComplete(body.toJsonObject());
      } catch (DecodeException e) {
        answer.tryFail(new BackendFailure("answer is not a JSON object"));
      }
    }
  }
}
