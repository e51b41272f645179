package io.fairlead.node;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.function.Function;

/** A page of the management port that is more than a look: it may take a body and some time. */
public final class Exchange {
  private final HttpMethod method;
  private final int bytesMax;
  private final Function<Buffer, Future<Buffer>> answer;

  /**
   * @param method GET, or POST, which only programs on the same machine may ask for
   * @param bytesMax a longer body is refused with 413; 0 for none
   * @param answer from the body to JSON, called on the management port's event loop, which it must
   *     not block; an {@link IllegalArgumentException} is answered with 400, other failures with
   *     503
   */
  public Exchange(HttpMethod method, int bytesMax, Function<Buffer, Future<Buffer>> answer) {
    this.method = method;
    this.bytesMax = bytesMax;
    this.answer = answer;
  }

  HttpMethod method() {
    return method;
  }

  int bytesMax() {
    return bytesMax;
  }

  Future<Buffer> answer(Buffer body) {
    return answer.apply(body);
  }
}
