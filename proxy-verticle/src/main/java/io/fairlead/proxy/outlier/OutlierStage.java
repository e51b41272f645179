package io.fairlead.proxy.outlier;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;

/**
 * Reports what came of an attempt. What was shed, what failed for a local reason or because the
 * client went away counts neither way; the policy says whether an application's own 500 does.
 */
public final class OutlierStage implements Stage {
  private final Outliers outliers;

  public OutlierStage(Outliers outliers) {
    this.outliers = outliers;
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
      boolean unconnected = failure instanceof ProxyFailure.ConnectFailed;
      var verdict = unconnected ? Verdict.CONNECT_FAILURE : Verdict.GATEWAY_FAILURE;
      outliers.failed(route, endpoint, verdict, failure.getMessage());
    }
  }

  private void judge(Exchange exchange, Route route, RouteEndpoint endpoint, ResponseHead head) {
    if (head.isShed()) {
      return;
    }
    int status = head.status();
    var verdict = Verdict.of(status);
    if (verdict == Verdict.GATEWAY_FAILURE) {
      outliers.failed(route, endpoint, verdict, "last answer was " + status);
      return;
    }
    // A head is not a success yet: an endpoint that breaks off every body must not look healthy.
    exchange.onEnd((ended, outcome) -> ended(outcome, route, endpoint, verdict));
  }

  private void ended(
      Exchange.Outcome outcome, Route route, RouteEndpoint endpoint, Verdict verdict) {
    if (outcome == Exchange.Outcome.UPSTREAM_ABORTED) {
      outliers.failed(route, endpoint, Verdict.GATEWAY_FAILURE, "response broke off");
    } else if (outcome == Exchange.Outcome.COMPLETED) {
      if (verdict == Verdict.FINE) {
        outliers.succeeded(route, endpoint);
      } else {
        outliers.failed(route, endpoint, verdict, "last answer was a failure of the application");
      }
    }
  }
}
