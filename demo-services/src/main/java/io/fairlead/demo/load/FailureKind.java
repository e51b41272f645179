package io.fairlead.demo.load;

import io.vertx.core.VertxException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** What can happen to a request instead of a good answer; the words are those of the output. */
final class FailureKind {
  /** No connection could be made. */
  static final String CONNECT = "connect";

  /** The connection ended before the answer did. */
  static final String RESET = "reset";

  /** No whole answer in time. */
  static final String TIMEOUT = "timeout";

  /** Never sent: too many others had no answer yet. */
  static final String OVERRUN = "overrun";

  static final String OTHER = "other";

  private FailureKind() {}

  /** An answer that is neither 2xx nor 3xx; there are at most 999 kinds of these. */
  static String status(int code) {
    return "status-" + code;
  }

  /**
   * Names a failure.
   *
   * @param connected whether the request had a connection
   */
  static String of(Throwable failure, boolean connected) {
    if (failure instanceof TimeoutException) {
      return TIMEOUT;
    }
    if (!connected) {
      return CONNECT;
    }
    // Vert.x tells a closed connection and a reset stream as its own exceptions.
    return failure instanceof IOException || failure instanceof VertxException ? RESET : OTHER;
  }
}
