package io.fairlead.proxy.wire;

import io.fairlead.proxy.exchange.ProxyFailure;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/**
 * Judges a request's head: what is ambiguous to somebody on its way is refused rather than guessed
 * at (RFC 9112 §3.2, §6.1, §11.2).
 */
final class HeadCheck {
  private HeadCheck() {}

  /** Why the request cannot be forwarded, null when it can. */
  static ProxyFailure defect(HttpServerRequest request, RequestTarget target) {
    if (request.decoderResult().isFailure()) {
      return unreadable(request.decoderResult().cause());
    }
    if (request.method().equals(HttpMethod.CONNECT)) {
      return new ProxyFailure.NotSupported(
          "CONNECT is not carried (expected: plain HTTP, http://name/path or a Host header)");
    }
    if (target.defect() != null) {
      return target.defect();
    }
    var headers = request.headers();
    var framing = framing(headers);
    if (framing != null) {
      return framing;
    }
    return host(request.version(), headers);
  }

  private static ProxyFailure unreadable(Throwable cause) {
    if (cause instanceof TooLongHttpLineException || cause instanceof TooLongHttpHeaderException) {
      return new ProxyFailure.RequestTooLarge("request head is too long: " + cause.getMessage());
    }
    return new ProxyFailure.InvalidRequest("request is not HTTP: " + cause.getMessage());
  }

  private static ProxyFailure framing(MultiMap headers) {
    List<String> codings = headers.getAll("transfer-encoding");
    if (codings.size() > 1
        || (codings.size() == 1 && !codings.get(0).trim().equalsIgnoreCase("chunked"))) {
      return new ProxyFailure.NotSupported(
          "Transfer-Encoding is not carried (expected: chunked, once, or none)");
    }
    String upgrade = headers.get("upgrade");
    // Java's own client offers h2c with its first request; leaving the offer out declines it.
    if (upgrade != null && !upgrade.trim().equalsIgnoreCase("h2c")) {
      return new ProxyFailure.NotSupported(
          "Upgrade is not carried yet (expected: a request without it)");
    }
    return null;
  }

  private static ProxyFailure host(HttpVersion version, MultiMap headers) {
    int hosts = headers.getAll("host").size();
    if (hosts > 1 || (hosts == 0 && version != HttpVersion.HTTP_1_0)) {
      return new ProxyFailure.InvalidRequest(hosts + " Host headers (expected: one)");
    }
    return null;
  }
}
