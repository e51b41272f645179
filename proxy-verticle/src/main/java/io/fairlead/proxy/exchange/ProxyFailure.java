package io.fairlead.proxy.exchange;

/**
 * Why a request got no answer from its upstream. Expected, hence without a stack trace. Turned into
 * an HTTP status in one place only, {@code chain.FailureStage}.
 */
public abstract sealed class ProxyFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Who is to blame: outlier detection counts {@link #UPSTREAM} only. */
  public enum Origin {
    /** This sidecar, its settings, or the request. */
    LOCAL,
    /** The endpoint. */
    UPSTREAM,
    /** The client went away. */
    CANCELLED
  }

  private final String name;
  private final Origin origin;
  private final boolean neverSent;

  private ProxyFailure(String name, Origin origin, boolean neverSent, String message) {
    super(message, null, false, false);
    this.name = name;
    this.origin = origin;
    this.neverSent = neverSent;
  }

  /** One word, the same in the response header, the metrics and the documentation. */
  public final String name() {
    return name;
  }

  /** Who is to blame. */
  public final Origin origin() {
    return origin;
  }

  /** Whether certainly no application saw any of the request. */
  public final boolean neverSent() {
    return neverSent;
  }

  /**
   * Whether a pooled connection turned out to be closed by its peer: says nothing about the
   * endpoint, and one more try on a fresh connection is free.
   */
  public boolean isStaleConnection() {
    return false;
  }

  /** Nobody in the catalog goes by the name that the client asked for. */
  public static final class NoRoute extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    public NoRoute(String message) {
      super("NoRoute", Origin.LOCAL, true, message);
    }
  }

  /** Somebody went by the name that the client asked for until lately. */
  public static final class ServiceGone extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    public ServiceGone(String message) {
      super("ServiceGone", Origin.LOCAL, true, message);
    }
  }

  /** The catalog has not been seen yet, so that nothing can be said about routes. */
  public static final class NotReady extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    public NotReady(String message) {
      super("NotReady", Origin.LOCAL, true, message);
    }
  }

  /** The service exists and has no endpoint to connect to. */
  public static final class NoHealthyEndpoint extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    public NoHealthyEndpoint(String message) {
      super("NoHealthyEndpoint", Origin.LOCAL, true, message);
    }
  }

  /** A limit of this sidecar is reached. */
  public static final class Shed extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    public Shed(String message) {
      super(LocalResponse.SHED, Origin.LOCAL, true, message);
    }
  }

  /** More of a service's traffic than its policy allows at once. */
  public static final class Overflow extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    /** What there was too much of. */
    public enum Limit {
      /** Requests that wait for a connection. */
      PENDING("pending"),
      REQUESTS("requests"),
      RETRIES("retries");

      private final String label;

      Limit(String label) {
        this.label = label;
      }

      /** The word in metrics. */
      public String label() {
        return label;
      }
    }

    private final Limit limit;

    public Overflow(String message, Limit limit) {
      super("Overflow", Origin.LOCAL, true, message);
      this.limit = limit;
    }

    /** What there was too much of. */
    public Limit limit() {
      return limit;
    }
  }

  /** No connection to the endpoint came about. */
  public static final class ConnectFailed extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    public ConnectFailed(String message) {
      super("ConnectFailed", Origin.UPSTREAM, true, message);
    }

    /**
     * Of this endpoint, for this reason.
     *
     * @param endpoint the instance and where it is
     */
    public static ConnectFailed to(String endpoint, Throwable cause) {
      return new ConnectFailed(
          "endpoint " + endpoint + " could not be connected to: " + cause.getMessage());
    }
  }

  /** The connection broke after the request began to be sent and before a response head came. */
  public static final class UpstreamReset extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    /** Stands for a reset without a code. */
    public static final long NO_CODE = -1;

    private final boolean stale;
    private final long code;

    public UpstreamReset(String message, boolean stale) {
      this(message, stale, NO_CODE);
    }

    /**
     * @param code the endpoint's reason, an error code of HTTP/2 (RFC 9113 §7)
     */
    public UpstreamReset(String message, boolean stale, long code) {
      super("UpstreamReset", Origin.UPSTREAM, false, message);
      this.stale = stale;
      this.code = code;
    }

    /** The endpoint's reason, an error code of HTTP/2; {@link #NO_CODE} when there is none. */
    public long code() {
      return code;
    }

    @Override
    public boolean isStaleConnection() {
      return stale;
    }
  }

  /** The endpoint says that it did not look at the request (RFC 9113 §8.7). */
  public static final class StreamRefused extends ProxyFailure {
    private static final long serialVersionUID = 1L;
    private final boolean leaving;

    /**
     * @param leaving whether only its connection was about to end: another one will do
     */
    public StreamRefused(String message, boolean leaving) {
      super("StreamRefused", Origin.UPSTREAM, true, message);
      this.leaving = leaving;
    }

    @Override
    public boolean isStaleConnection() {
      return leaving;
    }
  }

  /** What came back is not HTTP. */
  public static final class InvalidResponse extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    public InvalidResponse(String message) {
      super("InvalidResponse", Origin.UPSTREAM, false, message);
    }
  }

  /** The endpoint took longer than the per-request timeout, or was silent for too long. */
  public static final class DeadlineExceeded extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    public DeadlineExceeded(String message) {
      super("DeadlineExceeded", Origin.UPSTREAM, false, message);
    }
  }

  /** The client began to send a body and then sent nothing for too long. */
  public static final class RequestTimeout extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    public RequestTimeout(String message) {
      super("RequestTimeout", Origin.LOCAL, false, message);
    }
  }

  /** The client closed its connection before it was answered. */
  public static final class Cancelled extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    public Cancelled(String message) {
      super("Cancelled", Origin.CANCELLED, false, message);
    }
  }

  /** The request breaks a rule of HTTP. */
  public static final class InvalidRequest extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    public InvalidRequest(String message) {
      super("InvalidRequest", Origin.LOCAL, true, message);
    }
  }

  /** The request's body breaks a rule of HTTP; its head was sent on already. */
  public static final class InvalidBody extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    public InvalidBody(String message) {
      super("InvalidBody", Origin.LOCAL, false, message);
    }
  }

  /** The request's head is longer than this sidecar reads. */
  public static final class RequestTooLarge extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    public RequestTooLarge(String message) {
      super("RequestTooLarge", Origin.LOCAL, true, message);
    }
  }

  /** The request's body is longer than this gateway lets in. */
  public static final class BodyTooLarge extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    /** It turned out to be so while it was sent on. */
    public BodyTooLarge(long bytesMax) {
      super(
          "BodyTooLarge",
          Origin.LOCAL,
          false,
          "body of more than " + bytesMax + " bytes (expected: fewer)");
    }

    /** It is announced. */
    public BodyTooLarge(long bytes, long bytesMax) {
      super(
          "BodyTooLarge",
          Origin.LOCAL,
          true,
          "body of " + bytes + " bytes (expected: " + bytesMax + " or fewer)");
    }
  }

  /** The request's first line is longer than this sidecar reads. */
  public static final class TargetTooLong extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    public TargetTooLong(String message) {
      super("TargetTooLong", Origin.LOCAL, true, message);
    }
  }

  /** A version of HTTP that this sidecar does not speak. */
  public static final class VersionNotSupported extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    public VersionNotSupported(String message) {
      super("VersionNotSupported", Origin.LOCAL, true, message);
    }
  }

  /** Proper HTTP that this sidecar does not carry. */
  public static final class NotSupported extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    public NotSupported(String message) {
      super("NotSupported", Origin.LOCAL, true, message);
    }
  }

  /** The service's traffic policy lets no more requests through for the moment. */
  public static final class RateLimited extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    private final int retryAfterSeconds;

    /**
     * @param retryAfterSeconds when the next one may pass, 1 or more
     */
    public RateLimited(int retryAfterSeconds, String message) {
      super("RateLimited", Origin.LOCAL, true, message);
      this.retryAfterSeconds = retryAfterSeconds;
    }

    /** When the next one may pass. */
    public int retryAfterSeconds() {
      return retryAfterSeconds;
    }
  }

  /** The service's traffic policy fails the request on purpose. */
  public static final class Fault extends ProxyFailure {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param status what is answered, 400 to 599
     */
    public Fault(int status, String message) {
      super("Fault", Origin.LOCAL, true, message);
      this.status = status;
    }

    /** What is answered. */
    public int status() {
      return status;
    }
  }
}
