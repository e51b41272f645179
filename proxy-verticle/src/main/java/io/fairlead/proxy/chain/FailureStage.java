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

  /**
   * What a client is told.
   *
   * @param where to look next
   */
  private record Answer(int status, String where) {}

  private static final String REQUEST = "the request itself has to change";
  private static final String ROUTES = "GET /routes on the sidecar's management port lists all";
  private static final String ENDPOINT =
      "look at the endpoint's log, and at /routes on the sidecar's management port";
  private static final String POLICY =
      "look at the service's trafficPolicy, fairlead policy get shows it";
  private static final String GATEWAY = "look at gateway.listeners in docs/gateway.md";
  private static final String LIMITS = "look at limits, pool and retry in docs/settings.md";

  private static final Map<Class<? extends ProxyFailure>, Answer> ANSWERS =
      Map.ofEntries(
          Map.entry(ProxyFailure.InvalidRequest.class, new Answer(400, REQUEST)),
          Map.entry(ProxyFailure.InvalidBody.class, new Answer(400, REQUEST)),
          Map.entry(ProxyFailure.NoRoute.class, new Answer(404, ROUTES)),
          Map.entry(ProxyFailure.RequestTimeout.class, new Answer(408, LIMITS)),
          Map.entry(ProxyFailure.BodyTooLarge.class, new Answer(413, GATEWAY)),
          Map.entry(ProxyFailure.TargetTooLong.class, new Answer(414, LIMITS)),
          Map.entry(ProxyFailure.RateLimited.class, new Answer(429, POLICY)),
          Map.entry(ProxyFailure.RequestTooLarge.class, new Answer(431, LIMITS)),
          // Nobody reads it; nginx's number for a client that went away shows up in metrics.
          Map.entry(ProxyFailure.Cancelled.class, new Answer(499, REQUEST)),
          Map.entry(ProxyFailure.NotSupported.class, new Answer(501, REQUEST)),
          Map.entry(ProxyFailure.ConnectFailed.class, new Answer(502, ENDPOINT)),
          Map.entry(ProxyFailure.InvalidResponse.class, new Answer(502, ENDPOINT)),
          Map.entry(ProxyFailure.UpstreamReset.class, new Answer(502, ENDPOINT)),
          // In its place stands what the policy says.
          Map.entry(ProxyFailure.Fault.class, new Answer(500, POLICY)),
          Map.entry(ProxyFailure.NoHealthyEndpoint.class, new Answer(503, ROUTES)),
          Map.entry(ProxyFailure.NotReady.class, new Answer(503, ROUTES)),
          Map.entry(ProxyFailure.ServiceGone.class, new Answer(503, ROUTES)),
          Map.entry(ProxyFailure.Overflow.class, new Answer(503, POLICY)),
          Map.entry(ProxyFailure.Shed.class, new Answer(503, LIMITS)),
          Map.entry(ProxyFailure.StreamRefused.class, new Answer(503, ENDPOINT)),
          Map.entry(ProxyFailure.DeadlineExceeded.class, new Answer(504, ENDPOINT)),
          Map.entry(ProxyFailure.VersionNotSupported.class, new Answer(505, REQUEST)));

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
      var answer = ANSWERS.get(failure.getClass());
      return answer(failure, answer.status, told(exchange, failure, answer));
    }
    LOG.error("request failed for a reason that was not foreseen", cause);
    return new LocalResponse(
        500, "Unexpected", false, "the sidecar failed; its log says more: " + cause.getMessage());
  }

  private static LocalResponse answer(ProxyFailure failure, int status, String told) {
    String name = failure.name();
    boolean neverSent = failure.neverSent();
    if (failure instanceof ProxyFailure.RateLimited limited) {
      return new LocalResponse(status, name, neverSent, limited.retryAfterSeconds(), told);
    }
    int meant = failure instanceof ProxyFailure.Fault fault ? fault.status() : status;
    return new LocalResponse(meant, name, neverSent, told);
  }

  /** One line: the service, what happened to it, and where to look. */
  private static String told(Exchange exchange, ProxyFailure failure, Answer answer) {
    String service = exchange.route() == null ? "" : "service " + exchange.route().name() + ": ";
    return service + failure.getMessage() + "; " + answer.where;
  }
}
