package io.fairlead.proxy.exchange;

import io.vertx.core.Future;

/**
 * One decision on a request's way. Shared by all requests of its chain: whatever belongs to one
 * request is kept in the {@link Exchange}.
 *
 * <p>A stage calls {@code next} at most once, except the retry stage. It runs on the exchange's
 * event loop, never blocks, and completes with a head or a {@link ProxyFailure}.
 */
public interface Stage {
  /** Handles the exchange, usually with what {@code next} makes of it. */
  Future<ResponseHead> handle(Exchange exchange, Next next);

  /** The rest of the chain. */
  interface Next {
    /** Lets the following stages handle the exchange. */
    Future<ResponseHead> proceed(Exchange exchange);
  }
}
