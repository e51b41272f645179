package io.fairlead.proxy.chain;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.LocalResponse;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.Future;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where failures become answers. */
final class FailureStage implements Stage {
  private static final Logger LOG = LoggerFactory.getLogger(FailureStage.class);

  private static final Map<Class<? extends ProxyFailure>, Integer> STATUS =
      Map.ofEntries(
          Map.entry(ProxyFailure.InvalidRequest.class, 400),
          Map.entry(ProxyFailure.InvalidBody.class, 400),
          Map.entry(ProxyFailure.NoRoute.class, 404),
          Map.entry(ProxyFailure.RequestTimeout.class, 408),
          Map.entry(ProxyFailure.TargetTooLong.class, 414),
          Map.entry(ProxyFailure.RequestTooLarge.class, 431),
          // Nobody reads it; nginx's number for a client that went away shows up in metrics.
          Map.entry(ProxyFailure.Cancelled.class, 499),
          Map.entry(ProxyFailure.NotSupported.class, 501),
          Map.entry(ProxyFailure.ConnectFailed.class, 502),
          Map.entry(ProxyFailure.InvalidResponse.class, 502),
          Map.entry(ProxyFailure.UpstreamReset.class, 502),
          Map.entry(ProxyFailure.NoHealthyEndpoint.class, 503),
          Map.entry(ProxyFailure.NotReady.class, 503),
          Map.entry(ProxyFailure.Shed.class, 503),
          Map.entry(ProxyFailure.StreamRefused.class, 503),
          Map.entry(ProxyFailure.DeadlineExceeded.class, 504),
          Map.entry(ProxyFailure.VersionNotSupported.class, 505));

  private final RequestObserver observer;

  FailureStage(RequestObserver observer) {
    this.observer = observer;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    var defect = exchange.request().defect();
    return defect != null
        ? Future.succeededFuture(answer(exchange, defect))
        : next.proceed(exchange).otherwise(failure -> answer(exchange, failure));
  }

  private ResponseHead answer(Exchange exchange, Throwable cause) {
    if (cause instanceof ProxyFailure failure) {
      observer.failed(exchange, failure);
      return new LocalResponse(
          STATUS.get(failure.getClass()),
          failure.name(),
          failure.neverSent(),
          failure.getMessage());
    }
    LOG.error("request failed for a reason that was not foreseen", cause);
    return new LocalResponse(
        500, "Unexpected", false, "the sidecar failed; its log says more: " + cause.getMessage());
  }
}
