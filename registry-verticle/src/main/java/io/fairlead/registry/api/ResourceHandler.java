package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.registry.api.Resource.Answer;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Gives requests of a resource's paths to it, and all others to Cloud Map. */
final class ResourceHandler implements Handler<HttpServerRequest> {
  private static final CharSequence TYPE = HttpHeaders.createOptimized("application/json");

  private final Resource resource;
  private final CloudMapHandler cloudMap;
  private final WireSettings wire;
  private final CloudMapErrors errors;
  private final ApiMetrics metrics;
  private final BodyDeadlines deadlines;
  private final RequestIds requestIds =
      new RequestIds(new SplittableRandom(new SecureRandom().nextLong()));

  ResourceHandler(
      Vertx vertx,
      Resource resource,
      CloudMapHandler cloudMap,
      WireSettings wire,
      CloudMapErrors errors,
      ApiMetrics metrics) {
    this.resource = resource;
    this.cloudMap = cloudMap;
    this.wire = wire;
    this.errors = errors;
    this.metrics = metrics;
    this.deadlines = new BodyDeadlines(vertx, wire.bodyTimeout());
  }

  @Override
  public void handle(HttpServerRequest request) {
    String path = request.path();
    if (path == null || !resource.owns(path)) {
      cloudMap.handle(request);
      return;
    }
    long start = System.nanoTime();
    RequestBody.read(request, resource.bodyBytesMax(), wire, deadlines)
        .compose(body -> resource.answer(request, body))
        .timeout(wire.answerTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure -> Future.succeededFuture(told(request, failure)))
        .onSuccess(
            answer -> {
              metrics.answered(
                  resource.operation(request), answer.code(), System.nanoTime() - start);
              send(request, answer);
            });
  }

  private Answer told(HttpServerRequest request, Throwable failure) {
    if (request.response().closed()) {
      return new Answer(0, "Disconnected", "", Map.of());
    }
    return resource
        .told(failure)
        .orElseGet(
            () -> {
              var known = errors.of(failure, requestIds.next());
              var body =
                  JsonNodeFactory.instance
                      .objectNode()
                      .put("error", known.code())
                      .put("message", known.body().path("Message").asText());
              return new Answer(known.status(), known.code(), body.toString(), Map.of());
            });
  }

  private static void send(HttpServerRequest request, Answer answer) {
    var response = request.response();
    if (response.closed()) {
      return;
    }
    boolean isLast = response.headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
    answer.headers().forEach(response::putHeader);
    var sent =
        response
            .setStatusCode(answer.status())
            .putHeader(HttpHeaders.CONTENT_TYPE, TYPE)
            .end(answer.body());
    if (isLast) {
      sent.onComplete(done -> request.connection().close());
    }
  }
}
