package io.fairlead.proxy.wire;

import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.LocalResponse;
import io.fairlead.proxy.exchange.ResponseHead;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;

/** A response of which the body waits, paused, for somebody to read it. */
final class UpstreamResponse implements ResponseHead {
  private static final int DISCARDED_BYTES_MAX = 64 * 1024;
  private static final String TIMEOUT = "timeout=";

  private final UpstreamAttempt attempt;
  private final HttpClientResponse response;
  private final Direction direction;
  private final boolean fromSidecar;
  private int discardedBytes;

  UpstreamResponse(
      UpstreamAttempt attempt,
      HttpClientResponse response,
      Direction direction,
      boolean fromSidecar) {
    this.attempt = attempt;
    this.response = response;
    this.direction = direction;
    this.fromSidecar = fromSidecar;
  }

  @Override
  public int status() {
    return response.statusCode();
  }

  @Override
  public boolean neverSent() {
    return fromSidecar && response.headers().contains(LocalResponse.NEVER_SENT_HEADER);
  }

  @Override
  public boolean isShed() {
    return fromSidecar
        && LocalResponse.SHED.equals(response.getHeader(LocalResponse.FAILURE_HEADER));
  }

  /** Reads a short rest, so that the connection can be used again. */
  @Override
  public void discard() {
    response.handler(this::discarded);
    response.endHandler(v -> finished());
    response.resume();
  }

  private void discarded(Buffer bytes) {
    discardedBytes += bytes.length();
    if (discardedBytes > DISCARDED_BYTES_MAX) {
      attempt.cancel();
    }
  }

  HttpClientResponse http() {
    return response;
  }

  Direction direction() {
    return direction;
  }

  UpstreamAttempt attempt() {
    return attempt;
  }

  /** The end was read. */
  void finished() {
    attempt.finished(keepAliveNanos());
  }

  /**
   * How long the connection may wait for another request: 0 when the server closes it (RFC 9112
   * §9.3), a second less than it said in Keep-Alive, otherwise without limit.
   */
  private long keepAliveNanos() {
    var headers = response.headers();
    boolean persists =
        response.version() == HttpVersion.HTTP_1_0
            ? headers.contains("connection", "keep-alive", true)
            : !HopByHop.closes(headers);
    if (!persists) {
      return 0;
    }
    String keepAlive = headers.get("keep-alive");
    return keepAlive == null ? Long.MAX_VALUE : promised(keepAlive);
  }

  private static long promised(String keepAlive) {
    for (String parameter : keepAlive.split(",", -1)) {
      String text = parameter.trim();
      if (text.startsWith(TIMEOUT)) {
        try {
          long seconds = Long.parseLong(text.substring(TIMEOUT.length()));
          return TimeUnit.SECONDS.toNanos(seconds - 1);
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return Long.MAX_VALUE;
  }
}
