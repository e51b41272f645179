package io.fairlead.proxy.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;

/**
 * Hands an upstream's response to the client as it comes, no faster than the client reads. A
 * response that breaks off breaks the client's connection.
 */
final class ResponseRelay {
  /** Who is told, once, how it ended. */
  interface End {
    /** The last byte was handed to the client's connection. */
    void completed();

    /** The upstream broke off; the client's connection was reset. */
    void aborted();
  }

  private final Downstream downstream;
  private final UpstreamResponse upstream;
  private final HttpClientResponse from;
  private final HttpServerResponse to;
  private final End end;

  ResponseRelay(Downstream downstream, UpstreamResponse upstream, End end) {
    this.downstream = downstream;
    this.upstream = upstream;
    this.from = upstream.http();
    this.to = downstream.response();
    this.end = end;
  }

  /**
   * Begins.
   *
   * @param close whether the client's connection is going to be closed afterwards
   */
  void start(boolean close) {
    head(close);
    upstream.attempt().onBroken(this::broken);
    from.handler(this::arrived);
    from.endHandler(v -> ended());
    from.resume();
  }

  private void head(boolean close) {
    to.setStatusCode(from.statusCode());
    if (!to.getStatusMessage().equals(from.statusMessage())) {
      to.setStatusMessage(from.statusMessage());
    }
    HeadCopy.response(from, upstream.direction(), to.headers());
    boolean endsByClosing = false;
    if (hasBody() && !to.headers().contains("content-length")) {
      to.setChunked(true);
      endsByClosing = downstream.isHttp10();
    }
    if (close || endsByClosing) {
      // Last of all, over what Vert.x itself would say to an HTTP/1.0 client.
      to.headersEndHandler(v -> to.headers().set("connection", "close"));
    }
  }

  private boolean hasBody() {
    int status = from.statusCode();
    return !downstream.isHead() && status != 204 && status != 304;
  }

  private void arrived(Buffer bytes) {
    if (to.closed()) {
      return;
    }
    upstream.attempt().moved();
    to.write(bytes);
    if (to.writeQueueFull()) {
      from.pause();
      to.drainHandler(v -> from.resume());
    }
  }

  private void ended() {
    if (to.closed()) {
      return;
    }
    if (to.isChunked()) {
      from.trailers().forEach(field -> to.trailers().add(field.getKey(), field.getValue()));
    }
    to.end();
    upstream.finished();
    end.completed();
  }

  private void broken() {
    if (!to.ended() && !to.closed()) {
      downstream.reset();
      end.aborted();
    }
  }
}
