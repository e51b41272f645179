package io.fairlead.proxy.http2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fairlead.proxy.exchange.DirectAnswer;
import io.fairlead.proxy.exchange.LocalResponse;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.relay.Fields;

/** The proxy's own answers in HTTP/2, the same as in HTTP/1.1, and those of gRPC. */
final class LocalAnswer {
  private LocalAnswer() {}

  /** The body; of a failure empty for gRPC. */
  static byte[] body(ResponseHead answer, boolean grpc) {
    if (answer instanceof DirectAnswer direct) {
      return direct.body().getBytes(UTF_8);
    }
    var response = (LocalResponse) answer;
    return grpc
        ? new byte[0]
        : (response.failure() + ": " + response.text() + "\n").getBytes(UTF_8);
  }

  /**
   * The head; of a failure for gRPC it is all of it (Trailers-Only).
   *
   * @param length of the body
   */
  static SentHead head(ResponseHead answer, boolean grpc, int length) {
    return answer instanceof DirectAnswer direct
        ? direct(direct, length)
        : failure((LocalResponse) answer, grpc, length);
  }

  private static SentHead direct(DirectAnswer answer, int length) {
    var fields = new Fields();
    for (var line : answer.fields()) {
      fields.add(line.name(), line.value());
    }
    boolean told = DirectAnswer.mayHaveBody(answer.status());
    return SentHead.response(answer.status(), fields, told ? length : -1);
  }

  private static SentHead failure(LocalResponse response, boolean grpc, int length) {
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
