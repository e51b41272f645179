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

  /** {@code http} or {@code https}: what the client used. */
  String scheme();

  /** What is asked for: origin-form with its query, {@code *}, or empty for a tunnel. */
  String path();

  /**
   * The value of an end-to-end field, that of several lines as one (RFC 9110 §5.3); null when there
   * is none. Costs when it is first asked for.
   *
   * @param name in lower case
   */
  CharSequence field(String name);

  /** The IP address of whoever opened the connection, as text. */
  String clientAddress();

  /**
   * Why it cannot be forwarded at all, found while reading its head; null when nothing is wrong.
   */
  ProxyFailure defect();

  /**
   * Whether all of it could be sent once more: nothing of its body was lost to an earlier attempt.
   */
  boolean isReplayable();

  /** Whether it has a body, even if that turns out to be empty. */
  default boolean hasBody() {
    return false;
  }

  /** Whether the client has gone, so that nobody waits for an answer. */
  boolean isCancelled();

  /**
   * How long after its request the client stops waiting for the end of the answer, as it said
   * itself; {@link Exchange#NEVER} when it said nothing.
   */
  default long timeoutNanos() {
    return Exchange.NEVER;
  }

  /**
   * Which attempt of somebody before this sidecar the request is, as it says itself; 1 for the
   * first. What is an attempt already is not tried several times once more.
   */
  default int attempt() {
    return 1;
  }
}
