package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Instance;
import io.fairlead.registry.catalog.Catalog;
import io.fairlead.registry.catalog.CatalogException.InstanceNotFound;
import io.fairlead.registry.catalog.ServiceEntry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

/** Cloud Map's operations on health. */
final class HealthOperations {
  private final Catalog catalog;
  private final Arns arns;
  private final Duration customDelay;

  /**
   * @param customDelay how long a pushed UNHEALTHY waits for a HEALTHY that takes it back
   */
  HealthOperations(Catalog catalog, Arns arns, Duration customDelay) {
    this.catalog = catalog;
    this.arns = arns;
    this.customDelay = customDelay;
  }

  Future<ObjectNode> updateCustomStatus(Input in) {
    String serviceId = arns.serviceId(in.text("ServiceId"));
    String instanceId = in.text("InstanceId");
    var status = HealthStatus.valueOf(in.text("Status"));
    return catalog
        .serviceWith(serviceId, instanceId)
        .compose(
            entry -> {
              checkExists(entry, instanceId);
              checkCustom(entry);
              return catalog.pushHealth(serviceId, instanceId, status, customDelay);
            })
        .map(changed -> JsonNodeFactory.instance.objectNode());
  }

  Future<ObjectNode> statuses(Input in) {
    return catalog.service(arns.serviceId(in.text("ServiceId"))).map(entry -> statuses(in, entry));
  }

  private static ObjectNode statuses(Input in, ServiceEntry entry) {
    var ids = Set.copyOf(in.texts("Instances"));
    ids.forEach(id -> checkExists(entry, id));
    Stream<Instance> wanted =
        entry.instances().values().stream().filter(i -> ids.isEmpty() || ids.contains(i.id()));
    var page = Page.of("statuses", in, wanted, Instance::id);
    var answer = JsonNodeFactory.instance.objectNode();
    var listed = answer.putObject("Status");
    page.items().forEach(instance -> listed.put(instance.id(), instance.healthStatus().name()));
    return page.tellNext(answer);
  }

  private static void checkExists(ServiceEntry entry, String instanceId) {
    if (!entry.instances().containsKey(instanceId)) {
      throw new InstanceNotFound(entry.service().id(), instanceId);
    }
  }

  private static void checkCustom(ServiceEntry entry) {
    if (entry.service().healthCheckCustomConfig() == null) {
      throw RequestFailure.of(
          RequestFailure.Kind.NO_CUSTOM_HEALTH,
          "Service "
              + entry.service().id()
              + " has no HealthCheckCustomConfig; it can be given only"
              + " when the service is created");
    }
  }
}
