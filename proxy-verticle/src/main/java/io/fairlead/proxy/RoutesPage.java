package io.fairlead.proxy;

import io.fairlead.catalog.bus.BusCodec;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.fairlead.proxy.route.RoutingTable;
import io.fairlead.proxy.virtual.VirtualStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** {@code GET /routes} on the management port: where requests would go now. */
final class RoutesPage {
  private final SidecarParts parts;
  private final Supplier<Map<String, Boolean>> registered;
  private final Supplier<Map<String, String>> checks;

  RoutesPage(
      SidecarParts parts,
      Supplier<Map<String, Boolean>> registered,
      Supplier<Map<String, String>> checks) {
    this.parts = parts;
    this.registered = registered;
    this.checks = checks;
  }

  JsonObject json() {
    var table = parts.routes.table();
    var routes = new JsonArray();
    table.routes().stream()
        .sorted(Comparator.comparing(Route::name))
        .forEach(
            route -> routes.add(route(route).put("policyVersion", table.policyVersion(route))));
    return new JsonObject()
        .put("namespace", parts.settings.task().namespace())
        .put("complete", table.isComplete())
        .put("registered", new JsonObject(Map.copyOf(registered.get())))
        .put("checks", new JsonObject(Map.copyOf(checks.get())))
        .put("virtualAddresses", virtualAddresses())
        .put("gone", gone(table))
        .put("routes", routes);
  }

  private static JsonArray gone(RoutingTable table) {
    var names = new JsonArray();
    table
        .gone()
        .forEach(
            (name, gone) ->
                names.add(
                    new JsonObject()
                        .put("name", name)
                        .put("service", gone.service())
                        .put("since", gone.since().toString())));
    return names;
  }

  private JsonArray virtualAddresses() {
    var addresses = new JsonArray();
    parts.virtualNames.statuses().forEach(status -> addresses.add(virtualAddress(status)));
    return addresses;
  }

  private static JsonObject virtualAddress(VirtualStatus status) {
    var ports = new JsonObject();
    status.ports().forEach((port, state) -> ports.put(Integer.toString(port), state));
    return new JsonObject()
        .put("name", status.name())
        .put("address", status.address())
        .put("resolved", status.published())
        .put("ports", ports);
  }

  private JsonObject route(Route route) {
    var endpoints = new JsonArray();
    route.endpoints().forEach(endpoint -> endpoints.add(endpoint(route, endpoint)));
    return new JsonObject()
        .put("service", route.name())
        .put("serviceId", route.serviceId())
        .put("appProtocol", route.protocol().name().toLowerCase(Locale.ROOT))
        .put("perRequestTimeoutSeconds", seconds(route.timeouts().perRequestNanos()))
        .put("idleTimeoutSeconds", seconds(route.timeouts().idleNanos()))
        .put("trafficPolicy", BusCodec.encode(route.policy()))
        .put("endpoints", endpoints);
  }

  private JsonObject endpoint(Route route, RouteEndpoint endpoint) {
    long now = parts.nanoClock.getAsLong();
    var json =
        new JsonObject()
            .put("instanceId", endpoint.instanceId())
            .put("address", endpoint.address().toString())
            .put("healthy", endpoint.healthy())
            .put("ejected", parts.outliers.isEjected(route, endpoint, now));
    parts.chain.balancers().underWay(route, endpoint).ifPresent(n -> json.put("underWay", n));
    return json;
  }

  private static long seconds(long nanos) {
    return nanos == Exchange.NEVER ? 0 : TimeUnit.NANOSECONDS.toSeconds(nanos);
  }
}
