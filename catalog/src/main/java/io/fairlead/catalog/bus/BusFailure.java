package io.fairlead.catalog.bus;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;

/** Failure codes of replies: the same number means the same thing at every address. */
public final class BusFailure {
  /** The message breaks a rule; repeating it is useless. */
  public static final int INVALID = 400;

  /** What the message names does not exist. */
  public static final int NOT_FOUND = 404;

  /** Nobody can answer now; trying again is right. */
  public static final int UNAVAILABLE = 503;

  private BusFailure() {}

  /** A reply failure without a stack trace, since it travels as a code and a sentence. */
  public static ReplyException of(int code, String message) {
    return new ReplyException(ReplyFailure.RECIPIENT_FAILURE, code, message);
  }

  /** Whether a failed request carries this code. */
  public static boolean is(Throwable failure, int code) {
    return failure instanceof ReplyException reply
        && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
        && reply.failureCode() == code;
  }
}
