package io.fairlead.proxy.retry;

import io.fairlead.catalog.policy.Retries;
import io.fairlead.catalog.policy.RetryOn;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What may be sent again, and after what wait; immutable.
 *
 * @param retriesMax further attempts after the first one
 * @param on which failures are followed by another attempt
 * @param statuses further statuses that are
 * @param grpcStatuses the codes of gRPC that are, also for methods that are not repeated otherwise:
 *     gRPC has one method only
 * @param methods requests of which methods may reach an application twice
 * @param backoff the waits
 */
public record RetryPolicy(
    int retriesMax,
    Set<RetryOn> on,
    Set<Integer> statuses,
    Set<Integer> grpcStatuses,
    Set<String> methods,
    Backoff backoff) {
  /** Those whose repetition has the effect of one request (RFC 9110 §9.2.2). */
  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE");

  private static final Set<RetryOn> USUAL =
      EnumSet.of(
          RetryOn.CONNECT_FAILURE, RetryOn.REFUSED_STREAM, RetryOn.RESET, RetryOn.GATEWAY_ERROR);

  /** Nothing is sent again. */
  public static final RetryPolicy NONE = usual(0, new Backoff(0, 0));

  public RetryPolicy {
    on = Set.copyOf(on);
    statuses = Set.copyOf(statuses);
    grpcStatuses = Set.copyOf(grpcStatuses);
    methods = Set.copyOf(methods);
  }

  /** The usual one: a 500 is the application's answer, and only what is idempotent is repeated. */
  public static RetryPolicy usual(int retriesMax, Backoff backoff) {
    return new RetryPolicy(retriesMax, USUAL, Set.of(), Set.of(), IDEMPOTENT, backoff);
  }

  /** The same for requests that certainly reached no application, and no others. */
  public RetryPolicy ofNeverSent() {
    return new RetryPolicy(retriesMax, on, Set.of(), Set.of(), Set.of(), backoff);
  }

  /** This one with what a service's policy says instead. */
  RetryPolicy with(Retries own) {
    return new RetryPolicy(
        or(own.attempts(), retriesMax),
        own.on() == null ? on : Set.copyOf(own.on()),
        own.statuses() == null ? statuses : Set.copyOf(own.statuses()),
        own.grpcStatuses() == null ? grpcStatuses : GrpcCodes.of(own.grpcStatuses()),
        own.methods() == null ? methods : Set.copyOf(own.methods()),
        new Backoff(
            nanos(own.backoffMinMillis(), backoff.minNanos()),
            nanos(own.backoffMaxMillis(), backoff.maxNanos())));
  }

  static int or(Integer said, int otherwise) {
    return said == null ? otherwise : said;
  }

  private static long nanos(Integer millis, long otherwise) {
    return millis == null ? otherwise : TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** Whether the failure may be followed by another attempt. */
  boolean allows(Exchange exchange, ProxyFailure failure) {
    var kind = kind(failure);
    return kind != null
        && on.contains(kind)
        && isPossible(exchange)
        && (failure.neverSent() || isRepeatable(exchange));
  }

  /** Whether the response may be thrown away for another attempt. */
  boolean allows(Exchange exchange, ResponseHead head) {
    int status = head.status();
    if (status < 400) {
      return isNamedByGrpc(head) && isPossible(exchange);
    }
    return isWanted(status, head) && isPossible(exchange) && isHarmless(exchange, head);
  }

  private boolean isWanted(int status, ResponseHead head) {
    boolean gateway = status >= 502 && status <= 504;
    return (gateway && on.contains(RetryOn.GATEWAY_ERROR))
        || (gateway && head.neverSent() && on.contains(RetryOn.CONNECT_FAILURE))
        || (status >= 500 && on.contains(RetryOn.SERVER_ERROR))
        || statuses.contains(status)
        || isNamedByGrpc(head);
  }

  private boolean isHarmless(Exchange exchange, ResponseHead head) {
    return head.neverSent() || isRepeatable(exchange) || isNamedByGrpc(head);
  }

  private boolean isNamedByGrpc(ResponseHead head) {
    return !grpcStatuses.isEmpty() && grpcStatuses.contains(head.grpcStatus());
  }

  /** Whether doing it twice has the same effect as doing it once. */
  public static boolean isIdempotent(String method) {
    return IDEMPOTENT.contains(method);
  }

  /** Whether the exchange may have another attempt that reaches an application, too. */
  boolean mayRepeat(Exchange exchange) {
    return isPossible(exchange) && isRepeatable(exchange);
  }

  private boolean isRepeatable(Exchange exchange) {
    return methods.contains(exchange.request().method());
  }

  /** Who asks has made several attempts already: attempts of attempts would multiply. */
  private boolean isPossible(Exchange exchange) {
    var request = exchange.request();
    return exchange.attempts() <= retriesMax
        && request.attempt() == 1
        && request.isReplayable()
        && !request.isCancelled();
  }

  /**
   * Null for what another attempt cannot change: it meets the same catalog, rules and limits, only
   * other endpoints help. A full pool is as good as no connection.
   */
  private static RetryOn kind(ProxyFailure failure) {
    if (failure instanceof ProxyFailure.Shed || failure instanceof ProxyFailure.ConnectFailed) {
      return RetryOn.CONNECT_FAILURE;
    }
    if (failure.origin() != ProxyFailure.Origin.UPSTREAM) {
      return null;
    }
    if (failure instanceof ProxyFailure.StreamRefused) {
      return RetryOn.REFUSED_STREAM;
    }
    return failure instanceof ProxyFailure.DeadlineExceeded ? RetryOn.GATEWAY_ERROR : RetryOn.RESET;
  }
}
