package io.fairlead.proxy.route;

import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.Service;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.TimeoutConfiguration;
import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.fairlead.proxy.exchange.Timeouts;
import java.util.concurrent.TimeUnit;

/** Derives one service's route. */
final class Routes {
  private Routes() {}

  static Route of(ServiceEndpoints service) {
    var endpoints =
        service.endpoints().stream().filter(Endpoint::isConnectable).map(Routes::endpoint).toList();
    return Route.of(
        service.service().id(),
        service.service().name() + "." + service.namespace(),
        timeouts(service.service()),
        endpoints);
  }

  private static RouteEndpoint endpoint(Endpoint endpoint) {
    return new RouteEndpoint(
        endpoint.instanceId(),
        new Address(endpoint.host(), endpoint.proxyPort()),
        endpoint.ingressPort() != 0,
        endpoint.isHealthy(),
        endpoint.weight());
  }

  private static Timeouts timeouts(Service service) {
    var connect = service.serviceConnect();
    return connect == null || connect.timeout() == null
        ? Timeouts.DEFAULT
        : timeouts(connect.timeout());
  }

  private static Timeouts timeouts(TimeoutConfiguration given) {
    return new Timeouts(
        nanos(given.perRequestTimeoutSeconds(), Timeouts.DEFAULT.perRequestNanos()),
        nanos(given.idleTimeoutSeconds(), Timeouts.DEFAULT.idleNanos()));
  }

  private static long nanos(Integer seconds, long fallback) {
    return seconds == null ? fallback : TimeUnit.SECONDS.toNanos(seconds);
  }
}
