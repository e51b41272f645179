package io.fairlead.registry.health;

import io.fairlead.catalog.HealthCheckConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.TrustOptions;
import java.util.concurrent.TimeUnit;

/**
 * HTTP and HTTPS checks: a GET on a connection of its own, which is closed as soon as the status is
 * there, so that of a body no more is read than came along with the head.
 */
final class HttpProbe implements Probe {
  private static final int HEAD_BYTES_MAX = 16 * 1024;
  private static final int STATUS_LINE_BYTES_MAX = 4 * 1024;

  private final HttpClient client;
  private final long answerMillis;

  HttpProbe(Vertx vertx, HealthSettings settings) {
    this.answerMillis = settings.answerTimeout().toMillis();
    this.client =
        vertx.createHttpClient(
            options(settings), new PoolOptions().setHttp1MaxSize(settings.concurrencyMax()));
  }

  @Override
  public Future<CheckResult> check(HealthTarget target) {
    try {
      return client
          .request(request(target))
          .compose(this::answer)
          .map(answer -> CheckResult.ofStatus(answer.statusCode()))
          .otherwise(CheckResult::ofFailure);
    } catch (IllegalArgumentException e) {
      // A resource path that cannot be written into a request.
      return Future.succeededFuture(CheckResult.FAILED);
    }
  }

  Future<Void> close() {
    return client.close();
  }

  private Future<HttpClientResponse> answer(HttpClientRequest request) {
    // Closed on success too: whatever follows the head is not wanted.
    return request
        .send()
        .timeout(answerMillis, TimeUnit.MILLISECONDS)
        .onComplete(done -> request.connection().close());
  }

  private static RequestOptions request(HealthTarget target) {
    String path = target.check().resourcePath();
    return new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setHost(target.address())
        .setPort(target.port())
        .setSsl(target.check().type() == HealthCheckConfig.Type.HTTPS)
        .setURI(path.startsWith("/") ? path : "/" + path)
        .putHeader(HttpHeaders.USER_AGENT, "Fairlead-Health-Check")
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
  }

  private static HttpClientOptions options(HealthSettings settings) {
    var options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setUseAlpn(false)
            .setKeepAlive(false)
            .setDecompressionSupported(false)
            .setMaxHeaderSize(HEAD_BYTES_MAX)
            .setMaxInitialLineLength(STATUS_LINE_BYTES_MAX)
            .setConnectTimeout((int) settings.connectTimeout().toMillis())
            .setSslHandshakeTimeout(settings.answerTimeout().toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setVerifyHost(settings.verifyCertificates());
    if (!settings.verifyCertificates()) {
      options.setTrustOptions(TrustOptions.wrap(new AnyCertificate()));
    }
    return options;
  }
}
