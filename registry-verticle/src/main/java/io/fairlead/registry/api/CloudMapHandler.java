package io.fairlead.registry.api;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * AWS JSON 1.1: a POST to {@code /} whose X-Amz-Target names the operation and whose body is its
 * input. Whatever Host a request names is served, since the SDKs put {@code data-} before it for
 * discovery. Runs on the server's event loop.
 */
final class CloudMapHandler implements Handler<HttpServerRequest> {
  private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
  private static final CharSequence TYPE = HttpHeaders.createOptimized(CONTENT_TYPE);
  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-amzn-RequestId");
  private static final String TARGET_PREFIX = "Route53AutoNaming_v20170314.";

  private final ApiSettings settings;
  private final OperationTable operations;
  private final CloudMapErrors errors;
  private final ApiMetrics metrics;
  private final RequestJson json;
  private final BodyDeadlines deadlines;
  private final RequestIds requestIds;

  CloudMapHandler(
      Vertx vertx,
      ApiSettings settings,
      OperationTable operations,
      CloudMapErrors errors,
      ApiMetrics metrics) {
    this.settings = settings;
    this.operations = operations;
    this.errors = errors;
    this.metrics = metrics;
    this.json = new RequestJson(settings.wire().jsonDepthMax());
    this.deadlines = new BodyDeadlines(vertx, settings.wire().bodyTimeout());
    this.requestIds = new RequestIds(new SplittableRandom(new SecureRandom().nextLong()));
  }

  @Override
  public void handle(HttpServerRequest request) {
    long start = System.nanoTime();
    var operation = operation(request);
    String name = operation.map(ApiOperation::name).orElse(ApiMetrics.OTHER);
    RequestBody.read(request, settings.bodyBytesMax(), settings.wire(), deadlines)
        .compose(body -> answer(request, operation, body))
        .onComplete(
            outcome -> {
              String code = finish(request, outcome.result(), outcome.cause());
              metrics.answered(name, code, System.nanoTime() - start);
            });
  }

  /** Answers what is no HTTP request at all, or has a head that is too long. */
  void refuse(HttpServerRequest request) {
    var cause = request.decoderResult().cause();
    var kind = RequestFailure.Kind.MALFORMED_HTTP;
    if (cause instanceof TooLongHttpLineException) {
      kind = RequestFailure.Kind.LINE_TOO_LONG;
    } else if (cause instanceof TooLongHttpHeaderException) {
      kind = RequestFailure.Kind.HEADERS_TOO_LONG;
    }
    var failure = RequestFailure.of(kind, "The request is not valid HTTP, or its head is too long");
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    metrics.answered(ApiMetrics.OTHER, finish(request, null, failure), 0);
  }

  private Optional<ApiOperation> operation(HttpServerRequest request) {
    String target = request.getHeader("X-Amz-Target");
    return target == null || !target.startsWith(TARGET_PREFIX)
        ? Optional.empty()
        : operations.find(target.substring(TARGET_PREFIX.length()));
  }

  private Future<Buffer> answer(
      HttpServerRequest request, Optional<ApiOperation> operation, Buffer body) {
    checkHead(request);
    if (operation.isEmpty()) {
      throw RequestFailure.of(RequestFailure.Kind.UNKNOWN_OPERATION, unknown(request));
    }
    return operation
        .get()
        .call(json.parse(body.getBytes()))
        .timeout(settings.wire().answerTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void checkHead(HttpServerRequest request) {
    if (!"/".equals(request.path())) {
      throw RequestFailure.of(
          RequestFailure.Kind.UNKNOWN_OPERATION,
          "There is nothing at this path (expected: POST /, the Cloud Map API)");
    }
    if (!request.method().equals(HttpMethod.POST)) {
      request.response().putHeader("Allow", "POST");
      throw RequestFailure.of(
          RequestFailure.Kind.METHOD_NOT_ALLOWED,
          "The Cloud Map API answers POST / only; try aws servicediscovery --endpoint-url");
    }
    checkMediaType(request);
  }

  private static void checkMediaType(HttpServerRequest request) {
    String type = request.getHeader("Content-Type");
    String bare = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    String encoding = request.getHeader("Content-Encoding");
    if (!bare.equals(CONTENT_TYPE)) {
      throw RequestFailure.of(
          RequestFailure.Kind.UNSUPPORTED_MEDIA_TYPE,
          "The request's Content-Type is not " + CONTENT_TYPE);
    }
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw RequestFailure.of(
          RequestFailure.Kind.UNSUPPORTED_MEDIA_TYPE,
          "The request has a Content-Encoding (expected: none)");
    }
  }

  private static String unknown(HttpServerRequest request) {
    return request.getHeader("X-Amz-Target") == null
        ? "The header X-Amz-Target is missing (expected: " + TARGET_PREFIX + "<Operation>)"
        : "This registry has no such operation (expected: X-Amz-Target: "
            + TARGET_PREFIX
            + "<Operation>)";
  }

  /**
   * Sends an answer or a failure's.
   *
   * @return the code for the metrics
   */
  private String finish(HttpServerRequest request, Buffer answer, Throwable failure) {
    String requestId = requestIds.next();
    if (failure == null) {
      send(request, 200, requestId, answer);
      return "OK";
    }
    if (request.response().closed()) {
      return "Disconnected";
    }
    var told = errors.of(failure, requestId);
    send(request, told.status(), requestId, AnswerJson.encode(told.body()));
    return told.code();
  }

  private void send(HttpServerRequest request, int status, String requestId, Buffer body) {
    var response = request.response();
    if (response.closed()) {
      return;
    }
    // Vert.x closes only once the request has been read to its end, and this one has none.
    boolean isLast = response.headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
    var sent =
        response
            .setStatusCode(status)
            .putHeader(HttpHeaders.CONTENT_TYPE, TYPE)
            .putHeader(REQUEST_ID, requestId)
            .end(body);
    if (isLast) {
      sent.onComplete(done -> request.connection().close());
    }
  }
}
