package io.fairlead.proxy;

import io.fairlead.catalog.InstanceAttributes;
import io.fairlead.proxy.register.LeaseSchedule;
import io.fairlead.proxy.register.Registrar;
import io.fairlead.proxy.settings.LeaseSettings;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** What the registry is told of a task's service. */
final class TaskRegistration {
  private TaskRegistration() {}

  /** The ingress listener must be open, since its port is part of the registration. */
  static Registrar of(Vertx vertx, SidecarParts parts, TaskPlaces.Served served) {
    var task = parts.settings.task();
    var subject =
        new Registrar.Subject(
            task.namespace(),
            served.settings().serviceConnect(),
            task.id(),
            attributes(parts, served));
    return new Registrar(vertx, subject, schedule(parts.settings.lease()), () -> random());
  }

  private static Map<String, String> attributes(SidecarParts parts, TaskPlaces.Served served) {
    var task = parts.settings.task();
    Map<String, String> attributes = new HashMap<>(task.attributes());
    attributes.put(address(task.host()), task.host());
    attributes.put(InstanceAttributes.PORT, Integer.toString(served.settings().containerPort()));
    attributes.put(
        InstanceAttributes.INGRESS_PORT, Integer.toString(parts.places.portOf(served.ingress())));
    if (!parts.identity.isOff()) {
      attributes.put(InstanceAttributes.TLS, InstanceAttributes.TLS_MESH);
    }
    if (task.availabilityZone() != null) {
      attributes.put(InstanceAttributes.AVAILABILITY_ZONE, task.availabilityZone());
    }
    return Map.copyOf(attributes);
  }

  private static double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  private static String address(String host) {
    return host.indexOf(':') < 0 ? InstanceAttributes.IPV4 : InstanceAttributes.IPV6;
  }

  private static LeaseSchedule schedule(LeaseSettings settings) {
    return new LeaseSchedule(
        settings.duration(),
        settings.renew(),
        settings.retryMin(),
        settings.retryMax(),
        settings.requestTimeout(),
        settings.restoredJitter());
  }
}
