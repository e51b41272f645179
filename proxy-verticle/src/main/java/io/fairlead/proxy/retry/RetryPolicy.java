package io.fairlead.proxy.retry;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import java.util.Set;

/**
 * What may be sent again; immutable.
 *
 * @param retriesMax further attempts after the first one
 * @param idempotent whether requests that may have reached an application are repeated when their
 *     method is idempotent (RFC 9110 §9.2.2); otherwise only those that certainly did not
 */
public record RetryPolicy(int retriesMax, boolean idempotent) {
  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE");

  /** Whether the failure may be followed by another attempt. */
  boolean allows(Exchange exchange, ProxyFailure failure) {
    return failure.origin() != ProxyFailure.Origin.CANCELLED
        && isWorthwhile(failure)
        && isPossible(exchange)
        && (failure.neverSent() || isRepeatable(exchange));
  }

  /**
   * Whether the response may be thrown away for another attempt. A 500 is the application's answer
   * and is never repeated; 502, 503 and 504 say that somebody on the way could not answer.
   */
  boolean allows(Exchange exchange, ResponseHead head) {
    return isGatewayFailure(head.status())
        && isPossible(exchange)
        && (head.neverSent() || isRepeatable(exchange));
  }

  /** Whether doing it twice has the same effect as doing it once. */
  public static boolean isIdempotent(String method) {
    return IDEMPOTENT.contains(method);
  }

  private boolean isRepeatable(Exchange exchange) {
    return idempotent && isIdempotent(exchange.request().method());
  }

  private boolean isPossible(Exchange exchange) {
    return exchange.attempts() <= retriesMax
        && exchange.request().isReplayable()
        && !exchange.request().isCancelled();
  }

  /** Another attempt meets the same catalog and the same rules: only other endpoints help. */
  private static boolean isWorthwhile(ProxyFailure failure) {
    return failure.origin() == ProxyFailure.Origin.UPSTREAM || failure instanceof ProxyFailure.Shed;
  }

  private static boolean isGatewayFailure(int status) {
    return status >= 502 && status <= 504;
  }
}
