package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.ResourceIds;
import io.fairlead.catalog.Service;
import io.fairlead.registry.api.Filter.Condition;
import io.fairlead.registry.catalog.Catalog;
import io.fairlead.registry.catalog.CatalogException.ResourceLimitExceeded;
import io.fairlead.registry.catalog.CatalogException.ServiceAlreadyExists;
import io.fairlead.registry.catalog.Labels;
import io.fairlead.registry.catalog.ServiceEntry;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** Cloud Map's operations on services; unlike the others' they take effect before the answer. */
final class ServiceOperations {
  private static final Map<String, Set<Condition>> FILTERS =
      Map.of("NAMESPACE_ID", Set.of(Condition.EQ), "RESOURCE_OWNER", Set.of(Condition.EQ));

  private final Catalog catalog;
  private final Arns arns;
  private final ServiceJson json;
  private final int quota;
  private final int tagQuota;
  private final LongSupplier clockMillis;

  ServiceOperations(Catalog catalog, Arns arns, ApiSettings settings, LongSupplier clockMillis) {
    this.catalog = catalog;
    this.arns = arns;
    this.json = new ServiceJson(arns, settings.accountId());
    this.quota = settings.quotas().servicesPerNamespace();
    this.tagQuota = settings.quotas().tagsPerResource();
    this.clockMillis = clockMillis;
  }

  Future<ObjectNode> create(Input in) {
    return catalog
        .namespace(ServiceRules.namespaceId(in, arns))
        .compose(namespace -> create(in, namespace))
        .map(this::described);
  }

  Future<ObjectNode> get(Input in) {
    return catalog.service(arns.serviceId(in.text("Id"))).map(this::described);
  }

  Future<ObjectNode> list(Input in) {
    var filters = Filter.of(in, FILTERS);
    ResourceOwner.check(filters);
    var page =
        Page.of("services", in, catalog.services().stream(), entry -> entry.service().id())
            .where(entry -> filters.stream().allMatch(filter -> isWanted(entry, filter)));
    var answer = JsonNodeFactory.instance.objectNode();
    var listed = answer.putArray("Services");
    page.items().forEach(entry -> listed.add(json.summary(entry)));
    return Future.succeededFuture(page.tellNext(answer));
  }

  Future<ObjectNode> delete(Input in) {
    String id = arns.serviceId(in.text("Id"));
    return catalog
        .service(id)
        .compose(known -> catalog.deleteService(id))
        .map(gone -> JsonNodeFactory.instance.objectNode());
  }

  private Future<ServiceEntry> create(Input in, Namespace namespace) {
    var wanted = wanted(in, namespace);
    var labels = Labels.tagged(Tags.ofNew(in, wanted.id(), tagQuota));
    ServiceRules.check(wanted, namespace, in.text("Type") != null);
    return checkQuota(wanted)
        .compose(room -> catalog.createService(wanted, labels))
        .recover(
            failure ->
                failure instanceof ServiceAlreadyExists taken
                    ? settle(wanted, labels, taken)
                    : Future.failedFuture(failure));
  }

  private Service wanted(Input in, Namespace namespace) {
    String name = in.text("Name");
    return new Service(
        ResourceIds.serviceId(namespace.type(), namespace.id(), name),
        namespace.id(),
        name,
        in.text("Description", ""),
        ServiceRules.dnsConfig(in),
        ServiceRules.healthCheckConfig(in),
        ServiceRules.healthCheckCustomConfig(in),
        null,
        clockMillis.getAsLong(),
        in.text("CreatorRequestId"));
  }

  /** Room for a service that there is not yet; one that there is takes none. */
  private Future<Void> checkQuota(Service wanted) {
    if (catalog.tally(wanted.namespaceId()).services() < quota) {
      return Future.succeededFuture();
    }
    var full =
        new ResourceLimitExceeded(
            "The limit of %d services in namespace %s is reached"
                .formatted(quota, wanted.namespaceId()));
    return catalog.service(wanted.id()).<Void>mapEmpty().recover(e -> Future.failedFuture(full));
  }

  /** The name is taken: by this very request, which was sent twice, or by somebody else. */
  private Future<ServiceEntry> settle(Service wanted, Labels labels, ServiceAlreadyExists taken) {
    String token = wanted.creatorRequestId();
    if (token == null || !token.equals(taken.creatorRequestId())) {
      return Future.failedFuture(taken);
    }
    return catalog
        .service(wanted.id())
        .compose(
            known ->
                isSame(known.service(), wanted) && known.labels().tags().equals(labels.tags())
                    ? Future.succeededFuture(known)
                    : Future.failedFuture(taken));
  }

  /** Whether they are equal in everything that a request can say. */
  private static boolean isSame(Service known, Service wanted) {
    return new Service(
            wanted.id(),
            wanted.namespaceId(),
            wanted.name(),
            wanted.description(),
            wanted.dnsConfig(),
            wanted.healthCheckConfig(),
            wanted.healthCheckCustomConfig(),
            known.serviceConnect(),
            known.createdAtMillis(),
            wanted.creatorRequestId(),
            known.policy())
        .equals(known);
  }

  private ObjectNode described(ServiceEntry entry) {
    var answer = JsonNodeFactory.instance.objectNode();
    answer.set("Service", json.full(entry));
    return answer;
  }

  private boolean isWanted(ServiceEntry entry, Filter filter) {
    if (filter.name().equals("RESOURCE_OWNER")) {
      return filter.accepts(ResourceOwner.SELF);
    }
    String id = entry.service().namespaceId();
    return filter.accepts(id) || filter.accepts(arns.ofNamespace(id));
  }
}
