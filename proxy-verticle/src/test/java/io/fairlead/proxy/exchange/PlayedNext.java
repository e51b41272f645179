package io.fairlead.proxy.exchange;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** The rest of a chain, played by a test: gives the prepared results, one for each call. */
public final class PlayedNext implements Stage.Next {
  private final Deque<Future<ResponseHead>> results = new ArrayDeque<>();

  /** The endpoint of each call. */
  public final List<RouteEndpoint> endpoints = new ArrayList<>();

  /** How often it was called. */
  public int calls;

  public static PlayedNext of(Object... results) {
    var next = new PlayedNext();
    Arrays.stream(results).map(PlayedNext::result).forEach(next.results::add);
    return next;
  }

  private static Future<ResponseHead> result(Object result) {
    return result instanceof Throwable failure
        ? Future.failedFuture(failure)
        : Future.succeededFuture((ResponseHead) result);
  }

  @Override
  public Future<ResponseHead> proceed(Exchange exchange) {
    calls++;
    endpoints.add(exchange.endpoint());
    return results.remove();
  }
}
