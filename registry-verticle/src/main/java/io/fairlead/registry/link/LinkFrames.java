package io.fairlead.registry.link;

import io.fairlead.node.link.LinkFrame;
import io.fairlead.node.link.LinkRole;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The frames that this end writes. */
final class LinkFrames {
  static final int DENIED = 403;
  static final int MALFORMED = 400;
  static final String NO_ACCESS = "access_denied";

  /** The roles there are, for those who said another. */
  static final String ROLES =
      Arrays.stream(LinkRole.values()).map(LinkRole::word).collect(Collectors.joining(", "));

  static final Buffer PONG = LinkFrame.encode(new JsonObject().put("type", "pong"));

  private static final String REFUSAL = "LINK_REFUSAL";

  private LinkFrames() {}

  /** An event, or the answer to a request when the address is its reply address. */
  static Buffer message(String address, Object body) {
    return LinkFrame.encode(
        new JsonObject().put("type", "message").put("address", address).put("body", body));
  }

  /** A request failed on the bus. */
  static Buffer failure(String replyAddress, Throwable cause) {
    return cause instanceof ReplyException reply
        ? failure(replyAddress, reply.failureCode(), reply.failureType().name(), reply.getMessage())
        : failure(replyAddress, -1, "ERROR", cause.getMessage());
  }

  /** This end refuses what a link asks for. */
  static Buffer refusal(String address, int code, String message) {
    return failure(address, code, REFUSAL, message);
  }

  private static Buffer failure(String address, int code, String type, String message) {
    return LinkFrame.encode(
        new JsonObject()
            .put("type", "err")
            .put("address", address)
            .put("failureCode", code)
            .put("failureType", type)
            .put("message", message));
  }
}
