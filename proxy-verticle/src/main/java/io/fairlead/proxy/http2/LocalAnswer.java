package io.fairlead.proxy.http2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fairlead.proxy.exchange.LocalResponse;
import io.fairlead.proxy.relay.Fields;

/** The proxy's own answers in HTTP/2, the same as in HTTP/1.1, and those of gRPC. */
final class LocalAnswer {
  private LocalAnswer() {}

  /** The body; empty for gRPC. */
  static byte[] body(LocalResponse response, boolean grpc) {
    return grpc
        ? new byte[0]
        : (response.failure() + ": " + response.text() + "\n").getBytes(UTF_8);
  }

  /**
   * The head; for gRPC it is all of it (Trailers-Only).
   *
   * @param length of the body
   */
  static SentHead head(LocalResponse response, boolean grpc, int length) {
    var fields = new Fields();
    fields.add("content-type", grpc ? "application/grpc" : "text/plain; charset=utf-8");
    if (grpc) {
      fields.add("grpc-status", Integer.toString(GrpcStatus.of(response)));
      fields.add("grpc-message", GrpcStatus.encoded(response.failure() + ": " + response.text()));
      fields.add(LocalResponse.STATUS_HEADER, Integer.toString(response.status()));
    }
    fields.add(LocalResponse.FAILURE_HEADER, response.failure());
    if (response.neverSent()) {
      fields.add(LocalResponse.NEVER_SENT_HEADER, "true");
    }
    if (response.isShed()) {
      fields.add("retry-after", "1");
    }
    return SentHead.response(grpc ? 200 : response.status(), fields, grpc ? -1 : length);
  }
}
