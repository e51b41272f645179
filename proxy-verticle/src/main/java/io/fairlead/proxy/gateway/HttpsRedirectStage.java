package io.fairlead.proxy.gateway;

import io.fairlead.proxy.exchange.DirectAnswer;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.FieldChanges;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.Future;
import java.util.List;

/** Sends every request to the same host and path over TLS (RFC 9110 §15.4.9). */
final class HttpsRedirectStage implements Stage {
  private static final int PERMANENT_REDIRECT = 308;
  private static final int HTTPS_PORT = 443;

  private final String port;

  HttpsRedirectStage(int port) {
    this.port = port == HTTPS_PORT ? "" : ":" + port;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    var request = exchange.request();
    if (request.authority() == null || request.method().equals("CONNECT")) {
      return Future.failedFuture(
          new ProxyFailure.NoRoute(
              "a request without Host cannot be sent to https (expected: a Host field)"));
    }
    String path = request.path().startsWith("/") ? request.path() : "/";
    String location = "https://" + GatewayRoutes.hostOf(request.authority()) + port + path;
    return Future.succeededFuture(
        new DirectAnswer(
            PERMANENT_REDIRECT, List.of(new FieldChanges.Line("location", location)), ""));
  }
}
