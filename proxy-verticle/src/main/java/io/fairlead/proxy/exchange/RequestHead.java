package io.fairlead.proxy.exchange;

/**
 * What stages may know of a request. Implemented by the protocols, called on the exchange's event
 * loop only.
 */
public interface RequestHead {
  /** As sent, upper case for the standard ones. */
  String method();

  /**
   * Whom the client asks for, {@code host} or {@code host:port}: the authority of an absolute-form
   * target, otherwise the Host header (RFC 9112 §3.2). Null when there is none (HTTP/1.0).
   */
  String authority();

  /**
   * Why it cannot be forwarded at all, found while reading its head; null when nothing is wrong.
   */
  ProxyFailure defect();

  /**
   * Whether all of it could be sent once more: nothing of its body was lost to an earlier attempt.
   */
  boolean isReplayable();

  /** Whether the client has gone, so that nobody waits for an answer. */
  boolean isCancelled();
}
