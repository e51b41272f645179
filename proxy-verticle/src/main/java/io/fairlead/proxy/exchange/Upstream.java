package io.fairlead.proxy.exchange;

import io.vertx.core.Future;

/**
 * The seam between decisions and bytes: sends one attempt to one endpoint.
 *
 * <p>Called on the exchange's event loop, completes on it. Keeps to {@link
 * Exchange#attemptTimeoutNanos} and the route's idle timeout for the whole response, body included.
 * Fails with a {@link ProxyFailure} and nothing else; after the head has been given, trouble is
 * told by {@link Exchange#end}.
 */
public interface Upstream {
  /** Which connection may carry an attempt. */
  enum Connection {
    /** A pooled one when there is one. */
    ANY,
    /** A new one: an attempt on a pooled one met a peer that had closed it. */
    FRESH
  }

  /** Sends the request and gives the head of the response. */
  Future<ResponseHead> send(Exchange exchange, RouteEndpoint endpoint, Connection connection);
}
