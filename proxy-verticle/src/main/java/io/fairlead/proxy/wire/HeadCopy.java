package io.fairlead.proxy.wire;

import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.LocalResponse;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/** What of a head is forwarded, and what is added. */
final class HeadCopy {
  static final String REQUEST_ID = "x-request-id";
  private static final String FORWARDED_FOR = "x-forwarded-for";
  private static final String FORWARDED_PROTO = "x-forwarded-proto";

  private HeadCopy() {}

  /** Fills in the head of an upstream request; its framing is the caller's. */
  static void request(Downstream from, Direction direction, MultiMap to) {
    var headers = from.request().headers();
    var named = HopByHop.named(headers);
    for (Map.Entry<String, String> field : headers) {
      // Announces request trailers, which Vert.x does not hand out.
      if (HopByHop.forwards(field.getKey(), named) && !"trailer".equalsIgnoreCase(field.getKey())) {
        to.add(field.getKey(), field.getValue());
      }
    }
    if (from.target().absolute()) {
      to.set("host", from.target().authority());
    }
    if (direction == Direction.EGRESS) {
      to.set(REQUEST_ID, from.requestId());
    } else {
      forwarded(from.request(), to);
    }
  }

  private static void forwarded(HttpServerRequest from, MultiMap to) {
    String peer = from.remoteAddress().hostAddress();
    String before = String.join(", ", to.getAll(FORWARDED_FOR));
    to.set(FORWARDED_FOR, before.isEmpty() ? peer : before + ", " + peer);
    if (!to.contains(FORWARDED_PROTO)) {
      to.set(FORWARDED_PROTO, from.scheme());
    }
  }

  /** Fills in the head of a downstream response; its framing is the caller's. */
  static void response(HttpClientResponse from, Direction direction, MultiMap to) {
    var headers = from.headers();
    var named = HopByHop.named(headers);
    for (Map.Entry<String, String> field : headers) {
      if (HopByHop.forwards(field.getKey(), named)) {
        to.add(field.getKey(), field.getValue());
      }
    }
    if (direction == Direction.INGRESS) {
      // Only a sidecar's own word counts: an application may pass on what it got from its egress.
      to.remove(LocalResponse.FAILURE_HEADER);
      to.remove(LocalResponse.NEVER_SENT_HEADER);
    }
  }
}
