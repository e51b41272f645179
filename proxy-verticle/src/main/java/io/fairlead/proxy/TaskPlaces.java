package io.fairlead.proxy;

import io.fairlead.node.StartFailure;
import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.fairlead.proxy.exchange.Timeouts;
import io.fairlead.proxy.listen.Place;
import io.fairlead.proxy.settings.ServiceSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where the sidecar of a task listens, and where its applications do. */
final class TaskPlaces {
  /**
   * One service that the task offers.
   *
   * @param ingress where the mesh calls it
   * @param application the route to it, with one endpoint
   */
  record Served(ServiceSettings settings, Place ingress, Route application) {
    Address address() {
      return application.endpoints().get(0).address();
    }
  }

  private final Place egress;
  private final Place alsoEgress;
  private final List<Served> served;
  private final Map<String, Integer> bound = new ConcurrentHashMap<>();

  private TaskPlaces(Place egress, Place alsoEgress, List<Served> served) {
    this.egress = egress;
    this.alsoEgress = alsoEgress;
    this.served = served;
  }

  /**
   * Lays the places out.
   *
   * @throws StartFailure when two of them are the same
   */
  static TaskPlaces of(ProxySettings settings) {
    var egress = Place.of("egress", settings.egressHost(), settings.egress().port(), "egress.port");
    String also = settings.egress().alsoHost();
    var alsoEgress =
        also == null
            ? null
            : Place.of("egress at " + also, also, settings.egress().port(), "egress.port");
    List<Served> served = new ArrayList<>();
    boolean portLeft = true;
    for (var service : settings.services()) {
      Integer override = service.ingressPortOverride();
      int free = portLeft ? settings.ingress().port() : 0;
      portLeft = portLeft && override != null;
      served.add(serve(settings, service, override == null ? free : override));
    }
    var places = new TaskPlaces(egress, alsoEgress, List.copyOf(served));
    places.requireDistinct();
    return places;
  }

  private static Served serve(ProxySettings settings, ServiceSettings service, int port) {
    String name = service.discoveryName();
    String setting =
        service.ingressPortOverride() == null
            ? "ingress.port"
            : "ingressPortOverride of service " + name;
    return new Served(
        service,
        Place.of("ingress " + name, settings.ingressHost(), port, setting),
        application(settings, service));
  }

  private static Route application(ProxySettings settings, ServiceSettings service) {
    var task = settings.task();
    var address = new Address(task.host(), service.containerPort());
    return Route.of(
        "ingress " + service.discoveryName(),
        service.discoveryName() + "." + task.namespace(),
        service.appProtocol(),
        Timeouts.of(service.appProtocol(), service.timeout()),
        List.of(new RouteEndpoint("application", address, false, true, 1)));
  }

  private void requireDistinct() {
    Map<Address, String> taken = new ConcurrentHashMap<>();
    take(taken, new Address(egress.host(), egress.port()), egress.name(), egress.setting());
    if (alsoEgress != null) {
      var address = new Address(alsoEgress.host(), alsoEgress.port());
      take(taken, address, alsoEgress.name(), "egress.alsoHost");
    }
    for (var service : served) {
      String name = service.settings().discoveryName();
      take(taken, service.address(), "the application of " + name, "containerPort");
    }
    for (var service : served) {
      var ingress = service.ingress();
      var address = new Address(ingress.host(), ingress.port());
      take(taken, address, ingress.name(), ingress.setting());
    }
  }

  private static void take(Map<Address, String> taken, Address address, String who, String key) {
    String holder = address.port() == 0 ? null : taken.putIfAbsent(address, who);
    if (holder != null) {
      throw new StartFailure(
          who + " cannot have " + address + ": " + holder + " has it; set another " + key);
    }
  }

  Place egress() {
    return egress;
  }

  /** The same, and where else the application's calls come in. */
  List<Place> egresses() {
    return alsoEgress == null ? List.of(egress) : List.of(egress, alsoEgress);
  }

  List<Served> served() {
    return served;
  }

  boolean isApplication(Address address) {
    return served.stream().anyMatch(s -> s.address().equals(address));
  }

  /** These ids and those of the routes to the task's own applications. */
  Set<String> withApplications(Set<String> serviceIds) {
    Set<String> all = new HashSet<>(serviceIds);
    served.forEach(s -> all.add(s.application().serviceId()));
    return all;
  }

  /** Remembers which port a place got. */
  void bound(Place place, int port) {
    bound.put(place.name(), port);
  }

  /** Which port a place got; 0 before it is open. */
  int portOf(Place place) {
    return bound.getOrDefault(place.name(), 0);
  }
}
