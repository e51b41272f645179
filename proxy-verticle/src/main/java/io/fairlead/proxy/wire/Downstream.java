package io.fairlead.proxy.wire;

import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.RequestHead;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** A request as it came from the client, and the way back to it. */
final class Downstream implements RequestHead {
  private final HttpServerRequest request;
  private final RequestTarget target;
  private final ProxyFailure defect;
  private final RequestBody body;

  private UpstreamAttempt attempt;
  private String requestId;
  private boolean cancelled;
  private boolean continued;

  Downstream(HttpServerRequest request, int replayBytesMax) {
    this.request = request;
    this.target = RequestTarget.of(request.uri(), request.getHeader("host"));
    this.defect = HeadCheck.defect(request, target);
    this.body = new RequestBody(request, replayBytesMax);
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String authority() {
    return target.authority();
  }

  @Override
  public ProxyFailure defect() {
    return defect;
  }

  @Override
  public boolean isReplayable() {
    return body.isReplayable();
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  HttpServerRequest request() {
    return request;
  }

  HttpServerResponse response() {
    return request.response();
  }

  RequestTarget target() {
    return target;
  }

  RequestBody body() {
    return body;
  }

  boolean isHead() {
    return request.method().equals(HttpMethod.HEAD);
  }

  boolean isHttp10() {
    return request.version() == HttpVersion.HTTP_1_0;
  }

  /** The client's, or a new one that all attempts share. */
  String requestId() {
    if (requestId == null) {
      String given = request.getHeader(HeadCopy.REQUEST_ID);
      requestId = given != null ? given : newRequestId();
    }
    return requestId;
  }

  private static String newRequestId() {
    var random = ThreadLocalRandom.current();
    var hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  /** Remembers who is to be told when the client goes away. */
  void attempting(UpstreamAttempt present) {
    attempt = present;
  }

  /** The client went away. */
  void cancel() {
    cancelled = true;
    if (attempt != null) {
      attempt.cancel();
    }
  }

  /** The upstream wants the body (RFC 9110 §10.1.1); told to the client once. */
  void continueRequested() {
    if (!continued && !isHttp10() && !response().headWritten()) {
      continued = true;
      response().writeContinue();
    }
  }

  /** Breaks the connection, so that a response that began cannot be taken for a whole one. */
  void reset() {
    if (isHttp10()) {
      // The end of the connection is the end of an HTTP/1.0 body: only a reset says otherwise.
      Reset.onClose(request.connection());
    }
    request.connection().close();
  }
}
