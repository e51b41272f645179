package io.fairlead.registry.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Optional;

/**
 * What the API's listener serves beside Cloud Map, at paths of its own, as JSON. Called on the
 * server's event loop.
 */
public interface Resource {
  /**
   * An answer.
   *
   * @param code for metrics: "OK", or the failure's name; one of a few
   * @param body JSON
   * @param headers besides the content type
   */
  record Answer(int status, String code, String body, Map<String, String> headers) {
    public Answer {
      headers = Map.copyOf(headers);
    }
  }

  /** Whether it is asked for requests of this path. */
  boolean owns(String path);

  /** What a request asks for, for metrics; one of a few names. */
  String operation(HttpServerRequest request);

  /** The longest body of a request. */
  int bodyBytesMax();

  /** Answers a request whose body has been read. */
  Future<Answer> answer(HttpServerRequest request, Buffer body);

  /** What a failure of {@link #answer} is told as; empty for the API's own words. */
  Optional<Answer> told(Throwable failure);
}
