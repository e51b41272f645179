package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.catalog.Instance;
import io.fairlead.catalog.NamespaceType;
import io.fairlead.registry.catalog.Catalog;
import io.fairlead.registry.catalog.CatalogException.InstanceNotFound;
import io.fairlead.registry.catalog.CatalogException.ResourceLimitExceeded;
import io.fairlead.registry.catalog.ServiceEntry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Cloud Map's operations on instances. */
final class InstanceOperations {
  private final Catalog catalog;
  private final RunningOperations operations;
  private final Arns arns;
  private final String accountId;
  private final QuotaSettings quotas;

  InstanceOperations(
      Catalog catalog, RunningOperations operations, Arns arns, ApiSettings settings) {
    this.catalog = catalog;
    this.operations = operations;
    this.arns = arns;
    this.accountId = settings.accountId();
    this.quotas = settings.quotas();
  }

  Future<ObjectNode> register(Input in) {
    var attributes = in.map("Attributes");
    AttributeRules.check(attributes, quotas);
    return catalog
        .service(arns.serviceId(in.text("ServiceId")))
        .compose(
            entry ->
                catalog
                    .namespace(entry.service().namespaceId())
                    .compose(namespace -> register(in, entry, namespace.type(), attributes)))
        .map(OperationJson::accepted);
  }

  Future<ObjectNode> deregister(Input in) {
    String serviceId = arns.serviceId(in.text("ServiceId"));
    String id = in.text("InstanceId");
    var change =
        Change.ofInstance(
            "DeregisterInstance", "DEREGISTER_INSTANCE", serviceId, id, null, List.of());
    return catalog
        .serviceWith(serviceId, id)
        .map(entry -> known(entry, id))
        .compose(known -> operations.run(change, () -> catalog.removeInstance(serviceId, id)))
        .map(OperationJson::accepted);
  }

  Future<ObjectNode> get(Input in) {
    String id = in.text("InstanceId");
    return catalog
        .serviceWith(arns.serviceId(in.text("ServiceId")), id)
        .map(entry -> known(entry, id))
        .map(
            instance -> {
              var answer = JsonNodeFactory.instance.objectNode().put("ResourceOwner", accountId);
              answer.set("Instance", InstanceJson.full(instance, accountId));
              return answer;
            });
  }

  Future<ObjectNode> list(Input in) {
    return catalog
        .service(arns.serviceId(in.text("ServiceId")))
        .map(
            entry -> {
              var page =
                  Page.of("instances", in, entry.instances().values().stream(), Instance::id);
              var answer = JsonNodeFactory.instance.objectNode().put("ResourceOwner", accountId);
              var listed = answer.putArray("Instances");
              page.items().forEach(i -> listed.add(InstanceJson.summary(i, accountId)));
              return page.tellNext(answer);
            });
  }

  private Future<String> register(
      Input in, ServiceEntry entry, NamespaceType type, Map<String, String> attributes) {
    InstanceRules.check(entry.service(), type, attributes);
    String id = in.text("InstanceId");
    String token = in.text("CreatorRequestId");
    String serviceId = entry.service().id();
    var known = entry.instances().get(id);
    var status = InstanceRules.status(entry.service(), attributes, known);
    var wanted = new Instance(id, attributes, status, false, token);
    var change =
        Change.ofInstance(
            "RegisterInstance",
            "REGISTER_INSTANCE",
            serviceId,
            id,
            token,
            List.of(serviceId, id, attributes.toString()));
    if (known == null) {
      checkQuotas(entry);
    }
    if (token == null || !isSame(known, wanted)) {
      return operations.run(change, () -> catalog.putInstance(serviceId, wanted));
    }
    // Another node may have removed it since this one has heard of it.
    return catalog
        .latestService(serviceId)
        .compose(
            latest ->
                isSame(latest.instances().get(id), wanted)
                    ? operations.repeat(change)
                    : operations.run(change, () -> catalog.putInstance(serviceId, wanted)));
  }

  /** Whether this very registration has been made already. */
  private static boolean isSame(Instance known, Instance wanted) {
    return known != null
        && wanted.creatorRequestId().equals(known.creatorRequestId())
        && wanted.attributes().equals(known.attributes());
  }

  private void checkQuotas(ServiceEntry entry) {
    if (entry.instances().size() >= quotas.instancesPerService()) {
      throw new ResourceLimitExceeded(
          "The limit of %d instances of service %s is reached"
              .formatted(quotas.instancesPerService(), entry.service().id()));
    }
    String namespaceId = entry.service().namespaceId();
    if (catalog.tally(namespaceId).instances() >= quotas.instancesPerNamespace()) {
      throw new ResourceLimitExceeded(
          "The limit of %d instances in namespace %s is reached"
              .formatted(quotas.instancesPerNamespace(), namespaceId));
    }
  }

  private static Instance known(ServiceEntry entry, String id) {
    var known = entry.instances().get(id);
    if (known == null) {
      throw new InstanceNotFound(entry.service().id(), id);
    }
    return known;
  }
}
