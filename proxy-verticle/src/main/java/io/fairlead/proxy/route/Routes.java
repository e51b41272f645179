package io.fairlead.proxy.route;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.InstanceAttributes;
import io.fairlead.catalog.Service;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.TimeoutConfiguration;
import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.fairlead.proxy.exchange.Timeouts;
import io.fairlead.proxy.tls.Workloads;

/** Derives one service's route. */
final class Routes {
  private Routes() {}

  static Route of(ServiceEndpoints service) {
    var endpoints =
        service.endpoints().stream()
            .filter(Endpoint::isConnectable)
            .map(endpoint -> endpoint(endpoint, service))
            .toList();
    var protocol = protocol(service.service());
    var policy = service.service().trafficPolicy();
    return Route.of(
        service.service().id(),
        service.service().name() + "." + service.namespace(),
        protocol,
        Timeouts.of(protocol, given(service.service())).with(policy.timeouts()),
        endpoints,
        policy);
  }

  private static RouteEndpoint endpoint(Endpoint endpoint, ServiceEndpoints service) {
    return new RouteEndpoint(
        endpoint.instanceId(),
        address(endpoint, Workloads.of(service.namespace(), service.service().name())),
        endpoint.ingressPort() != 0,
        endpoint.isHealthy(),
        endpoint.weight(),
        endpoint.attributes());
  }

  private static Address address(Endpoint endpoint, String workload) {
    boolean tls =
        InstanceAttributes.TLS_MESH.equals(endpoint.attributes().get(InstanceAttributes.TLS));
    return new Address(endpoint.host(), endpoint.proxyPort(), workload, tls);
  }

  private static AppProtocol protocol(Service service) {
    var connect = service.serviceConnect();
    return connect == null || connect.appProtocol() == null
        ? AppProtocol.HTTP
        : connect.appProtocol();
  }

  private static TimeoutConfiguration given(Service service) {
    return service.serviceConnect() == null ? null : service.serviceConnect().timeout();
  }
}
