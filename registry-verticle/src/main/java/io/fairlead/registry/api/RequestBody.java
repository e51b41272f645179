package io.fairlead.registry.api;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Reads a request's body within limits. A body that is too long is read to its end and thrown away,
 * so that the connection stays usable; one that is longer than that allows, or too slow, costs the
 * connection.
 */
final class RequestBody {
  private final HttpServerRequest request;
  private final int bytesMax;
  private final WireSettings limits;
  private final Promise<Buffer> read = Promise.promise();
  private final Buffer kept = Buffer.buffer();
  private long bytes;

  private final long startedAtNanos = System.nanoTime();

  private RequestBody(HttpServerRequest request, int bytesMax, WireSettings limits) {
    this.request = request;
    this.bytesMax = bytesMax;
    this.limits = limits;
  }

  /**
   * Reads all of it; call before anything else looks at the request, on its event loop.
   *
   * @param deadlines of the same event loop, with the limits' {@code bodyTimeout}
   * @return fails with a {@link RequestFailure}, or otherwise when the caller went away
   */
  static Future<Buffer> read(
      HttpServerRequest request, int bytesMax, WireSettings limits, BodyDeadlines deadlines) {
    return new RequestBody(request, bytesMax, limits).start(deadlines);
  }

  private Future<Buffer> start(BodyDeadlines deadlines) {
    deadlines.add(this);
    request.exceptionHandler(read::tryFail);
    request.handler(this::take);
    request.endHandler(end -> finish());
    return read.future().onComplete(done -> deadlines.remove(this));
  }

  private void take(Buffer chunk) {
    bytes += chunk.length();
    if (bytes <= bytesMax) {
      kept.appendBuffer(chunk);
    } else if (bytes > bytesMax + limits.discardBytesMax()) {
      giveUp(tooLarge());
    }
  }

  private void finish() {
    if (bytes <= bytesMax) {
      read.tryComplete(kept);
    } else {
      read.tryFail(tooLarge());
    }
  }

  /** When reading began, on the clock of {@link System#nanoTime}. */
  long startedAtNanos() {
    return startedAtNanos;
  }

  /** The body's time is over. */
  void tooSlow() {
    giveUp(
        RequestFailure.of(
            RequestFailure.Kind.BODY_TOO_SLOW,
            "The request body did not arrive within " + limits.bodyTimeout().toMillis() + " ms"));
  }

  /** The rest of the body is still on its way: the connection cannot carry another request. */
  private void giveUp(RequestFailure failure) {
    if (!read.future().isComplete()) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      read.fail(failure);
    }
  }

  private RequestFailure tooLarge() {
    return RequestFailure.of(
        RequestFailure.Kind.BODY_TOO_LARGE,
        "The request body is longer than " + bytesMax + " bytes");
  }
}
