package io.fairlead.proxy.outlier;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.function.LongSupplier;

/**
 * Reports what came of an attempt. A 500 is the application's own answer and counts as success, as
 * do all others but 502, 503 and 504; what was shed, what failed for a local reason or because the
 * client went away counts neither way.
 */
public final class OutlierStage implements Stage {
  private final Outliers outliers;
  private final LongSupplier clock;

  public OutlierStage(Outliers outliers, LongSupplier nanoClock) {
    this.outliers = outliers;
    this.clock = nanoClock;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    var route = exchange.route();
    var endpoint = exchange.endpoint();
    return next.proceed(exchange).onComplete(done -> judge(exchange, route, endpoint, done));
  }

  private void judge(
      Exchange exchange, Route route, RouteEndpoint endpoint, AsyncResult<ResponseHead> done) {
    if (done.succeeded()) {
      judge(exchange, route, endpoint, done.result());
    } else if (done.cause() instanceof ProxyFailure failure
        && failure.origin() == ProxyFailure.Origin.UPSTREAM
        && !failure.isStaleConnection()) {
      outliers.failed(route, endpoint, failure.getMessage(), clock.getAsLong());
    }
  }

  private void judge(Exchange exchange, Route route, RouteEndpoint endpoint, ResponseHead head) {
    int status = head.status();
    if (head.isShed()) {
      return;
    }
    if (status >= 502 && status <= 504) {
      outliers.failed(route, endpoint, "last answer was " + status, clock.getAsLong());
      return;
    }
    // A head is not a success yet: an endpoint that breaks off every body must not look healthy.
    exchange.onEnd((ended, outcome) -> ended(outcome, route, endpoint));
  }

  private void ended(Exchange.Outcome outcome, Route route, RouteEndpoint endpoint) {
    if (outcome == Exchange.Outcome.COMPLETED) {
      outliers.succeeded(route, endpoint);
    } else if (outcome == Exchange.Outcome.UPSTREAM_ABORTED) {
      outliers.failed(route, endpoint, "response broke off", clock.getAsLong());
    }
  }
}
