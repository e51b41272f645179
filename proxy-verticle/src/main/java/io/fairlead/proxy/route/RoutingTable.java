package io.fairlead.proxy.route;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Every name under which services are reached from this sidecar, at one state of the catalog;
 * immutable. A name is looked up in this order:
 *
 * <ol>
 *   <li>as a client alias with its port, {@code orders:8080}; without a port it is the one on port
 *       80, else the oldest of that name;
 *   <li>as {@code service.namespace} on any port;
 *   <li>as the short {@code service} on any port.
 * </ol>
 *
 * Aliases and short names are those of the sidecar's own namespace; in a sidecar without one
 * ({@code fairlead dev}) they are everybody's, as far as only one service claims them.
 */
public final class RoutingTable {
  /** Before anything is known. */
  public static final RoutingTable EMPTY =
      new RoutingTable(Map.of(), GoneNames.Present.NOTHING, GoneNames.NONE, false);

  private static final int KNOWN_SHOWN_MAX = 5;

  private record Source(ServiceEndpoints service, Route route) {}

  private final Map<String, Source> byServiceId;
  private final GoneNames.Present names;
  private final GoneNames gone;
  private final Set<AliasPort> aliasPorts;
  private final Set<Address> addresses = new HashSet<>();
  private final Map<String, Route> byName = new HashMap<>();
  private final boolean complete;

  private RoutingTable(
      Map<String, Source> byServiceId, GoneNames.Present names, GoneNames gone, boolean complete) {
    this.byServiceId = byServiceId;
    this.names = names;
    this.gone = gone;
    this.complete = complete;
    this.aliasPorts = new HashSet<>(names.ports());
    aliasPorts.addAll(gone.ports());
    for (var source : byServiceId.values()) {
      byName.put(RouteNames.canonical(source.route().name()), source.route());
      for (RouteEndpoint endpoint : source.route().endpoints()) {
        addresses.add(endpoint.address());
      }
    }
  }

  /**
   * Derives the table.
   *
   * @param complete whether these are all services that there are
   * @param namespace the sidecar's own, null for none
   * @param previous routes of services that did not change since are taken over from it, and names
   *     that it had are remembered
   * @param now when it changed
   */
  public static RoutingTable of(
      Collection<ServiceEndpoints> services,
      boolean complete,
      String namespace,
      RoutingTable previous,
      GonePolicy gonePolicy,
      Instant now) {
    Map<String, Source> sources = new HashMap<>();
    Map<String, Route> fullNames = new HashMap<>();
    var shortNames = new RouteNames(namespace == null);
    var aliases = new AliasNames(namespace == null);
    for (ServiceEndpoints service : inOrder(services)) {
      var route = previous.routeOf(service);
      sources.put(service.service().id(), new Source(service, route));
      fullNames.putIfAbsent(RouteNames.canonical(route.name()), route);
      if (namespace == null || namespace.equalsIgnoreCase(service.namespace())) {
        shortNames.claim(service.service().name(), route);
        aliases.claim(service.service().serviceConnect(), route);
      }
    }
    var anyPort = shortNames.claimed();
    anyPort.putAll(fullNames);
    var withPort = aliases.claimed();
    var ports = aliases.ports(p -> leads(p, withPort, anyPort));
    Set<String> known = new HashSet<>(anyPort.keySet());
    known.addAll(shortNames.known());
    known.addAll(aliases.known());
    var names = new GoneNames.Present(withPort, anyPort, ports, known);
    var gone = previous.gone.next(previous.names, names, gonePolicy, now);
    return new RoutingTable(sources, names, gone, complete);
  }

  /**
   * The same without the names that were remembered for long enough; this one when there are none.
   */
  RoutingTable forgetting(GonePolicy policy, Instant now) {
    return gone.isAnyOver(policy, now)
        ? new RoutingTable(byServiceId, names, gone.next(names, names, policy, now), complete)
        : this;
  }

  /**
   * The route for an authority as clients write it, {@code host} or {@code host:port}, without
   * regard to case; null when nobody goes by that name.
   */
  public Route find(String authority) {
    return names.find(RouteNames.canonical(authority));
  }

  /** What is remembered of a name that led somewhere lately and does not now; null for nothing. */
  public GoneName findGone(String authority) {
    return gone.find(RouteNames.canonical(authority));
  }

  /** What a service speaks or spoke that goes or went by this name lately; null for nobody. */
  public AppProtocol protocolOf(String authority) {
    var route = find(authority);
    var left = route == null ? findGone(authority) : null;
    return route != null ? route.protocol() : left != null ? left.protocol() : null;
  }

  /** All names that led somewhere lately, in order. */
  public SortedMap<String, GoneName> gone() {
    return gone.all();
  }

  private static boolean leads(
      AliasPort alias, Map<String, Route> aliases, Map<String, Route> anyPort) {
    return aliases.containsKey(alias.toString()) || anyPort.containsKey(alias.name());
  }

  /** Every client alias that leads to a service, in no order. */
  public Set<AliasPort> aliasPorts() {
    return aliasPorts;
  }

  /** A service's route, null when the service is unknown. */
  public Route byServiceId(String serviceId) {
    var source = byServiceId.get(serviceId);
    return source == null ? null : source.route();
  }

  /** The route of a service by its {@code service.namespace}; null when it is unknown. */
  public Route byName(String name) {
    return byName.get(RouteNames.canonical(name));
  }

  /**
   * The route of a service as the policy of another one names it: a service of its namespace, or
   * {@code service.namespace}. Null when it is unknown.
   */
  public Route seenFrom(Route other, String name) {
    var source = byServiceId.get(other.serviceId());
    var sibling = source == null ? null : byName(name + "." + source.service().namespace());
    return sibling == null ? byName(name) : sibling;
  }

  /** Every service's route, in no order. */
  public Collection<Route> routes() {
    return byServiceId.values().stream().map(Source::route).toList();
  }

  /** The ids of all services. */
  public Set<String> serviceIds() {
    return byServiceId.keySet();
  }

  /** The version of the traffic policy that a route of this table has; 0 for none. */
  public long policyVersion(Route route) {
    var source = byServiceId.get(route.serviceId());
    return source == null ? 0 : source.service().service().policyVersion();
  }

  /** Whether any route leads there. */
  public boolean leadsTo(Address address) {
    return addresses.contains(address);
  }

  /** Whether any endpoint is on that host, whatever its port. */
  public boolean leadsToHost(String host) {
    return addresses.stream().anyMatch(address -> address.host().equals(host));
  }

  /** False while a name that is missing here may still exist. */
  public boolean isComplete() {
    return complete;
  }

  /** Some names that would have been found, for a message. */
  public String knownNames() {
    var names = routes().stream().map(Route::name).sorted().toList();
    if (names.isEmpty()) {
      return "no service is registered";
    }
    String shown = String.join(", ", names.subList(0, Math.min(KNOWN_SHOWN_MAX, names.size())));
    int hidden = names.size() - KNOWN_SHOWN_MAX;
    return "known: " + shown + (hidden > 0 ? " and " + hidden + " more" : "");
  }

  private Route routeOf(ServiceEndpoints service) {
    var held = byServiceId.get(service.service().id());
    return held != null && held.service().equals(service) ? held.route() : Routes.of(service);
  }

  /** The older service wins a contested name, whatever order events came in. */
  private static List<ServiceEndpoints> inOrder(Collection<ServiceEndpoints> services) {
    Comparator<ServiceEndpoints> age =
        Comparator.comparingLong(service -> service.service().createdAtMillis());
    return services.stream().sorted(age.thenComparing(s -> s.service().id())).toList();
  }

  @Override
  public String toString() {
    return byServiceId.size()
        + " services, "
        + (names.aliases().size() + names.anyPort().size())
        + " names";
  }
}
