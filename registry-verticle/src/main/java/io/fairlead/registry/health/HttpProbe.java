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
import java.util.regex.Pattern;

/**
 * HTTP and HTTPS checks: a GET on a connection of its own, which is closed as soon as the status is
 * there, so that of a body no more is read than came along with the head.
 */
final class HttpProbe implements Probe {
  /** What a request line can hold. */
  private static final Pattern PATH = Pattern.compile("[!-~]+");

  private static final int HEAD_BYTES_MAX = 16 * 1024;
  private static final int STATUS_LINE_BYTES_MAX = 4 * 1024;

  private final HttpClient client;
  private final long answerMillis;
  private final long wholeMillis;

  HttpProbe(Vertx vertx, HealthSettings settings) {
    this.answerMillis = settings.answerTimeout().toMillis();
    // Connecting, a TLS handshake, the answer, and as long again for a busy node.
    this.wholeMillis = 2 * (settings.connectTimeout().toMillis() + 2 * answerMillis);
    this.client =
        vertx.createHttpClient(
            options(settings), new PoolOptions().setHttp1MaxSize(settings.concurrencyMax()));
  }

  @Override
  public Future<CheckResult> check(HealthTarget target) {
    if (!PATH.matcher(target.check().resourcePath()).matches()) {
      return Future.succeededFuture(CheckResult.FAILED);
    }
    // The last timeout is for what nobody thought of: a check that never ended would hold its place
    // among those under way for ever.
    return client
        .request(request(target))
        .compose(this::answer)
        .timeout(wholeMillis, TimeUnit.MILLISECONDS)
        .map(answer -> CheckResult.ofStatus(answer.statusCode()))
        .otherwise(CheckResult::ofFailure);
  }

  Future<Void> close() {
    return client.close();
  }

  private Future<HttpClientResponse> answer(HttpClientRequest request) {
    var connection = request.connection();
    // The result tells; without a handler a line is logged besides.
    connection.exceptionHandler(failure -> {});
    request.response().onSuccess(response -> response.exceptionHandler(failure -> {}));
    // Closed on success too: whatever follows the head is not wanted.
    return request
        .send()
        .timeout(answerMillis, TimeUnit.MILLISECONDS)
        .onComplete(done -> connection.close());
  }

  private static RequestOptions request(HealthTarget target) {
    String path = target.check().resourcePath();
    return new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setHost(target.address())
        .setPort(target.port())
        .setSsl(target.check().type() == HealthCheckConfig.Type.HTTPS)
        .setURI(path.startsWith("/") ? path : "/" + path)
        .putHeader(HttpHeaders.HOST, host(target))
        .putHeader(HttpHeaders.USER_AGENT, "Fairlead-Health-Check")
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
  }

  /** RFC 9110 §7.2; Vert.x leaves out the brackets of RFC 3986 §3.2.2. */
  private static String host(HealthTarget target) {
    String address = target.address();
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + target.port();
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
