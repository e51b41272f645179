package io.fairlead.proxy.exchange;

/**
 * An answer that this sidecar gives itself.
 *
 * @param failure the name of the {@link ProxyFailure}, sent as {@value #FAILURE_HEADER}
 * @param neverSent see {@link ResponseHead#neverSent}
 * @param retryAfterSeconds when to try again; 0 when nobody knows
 * @param text one line naming subject, value and expectation
 */
public record LocalResponse(
    int status, String failure, boolean neverSent, int retryAfterSeconds, String text)
    implements ResponseHead {
  /** Names the failure, so that callers can tell a sidecar's answer from an application's. */
  public static final String FAILURE_HEADER = "x-fairlead-failure";

  /** What the status is in HTTP, in an answer to gRPC, whose own is always 200. */
  public static final String STATUS_HEADER = "x-fairlead-status";

  /** The name of {@link ProxyFailure.Shed}. */
  public static final String SHED = "Shed";

  /** Present when the request never reached the application. */
  public static final String NEVER_SENT_HEADER = "x-fairlead-never-sent";

  /** One after which it may be tried again at once, or in a second when it was shed. */
  public LocalResponse(int status, String failure, boolean neverSent, String text) {
    this(status, failure, neverSent, SHED.equals(failure) ? 1 : 0, text);
  }

  /** The same in other words. */
  public LocalResponse saying(String other) {
    return new LocalResponse(status, failure, neverSent, retryAfterSeconds, other);
  }

  @Override
  public boolean isShed() {
    return SHED.equals(failure);
  }

  @Override
  public void discard() {
    // nothing is held
  }

  @Override
  public void whenOver(Runnable listener) {
    listener.run();
  }
}
