package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.registry.catalog.Catalog;
import io.fairlead.registry.catalog.CatalogException.ServiceAttributesLimitExceeded;
import io.fairlead.registry.catalog.Labels;
import io.fairlead.registry.catalog.ServiceEntry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cloud Map's operations on the attributes of services, which live and die with the service. */
final class ServiceAttributeOperations {
  private final Catalog catalog;
  private final Arns arns;
  private final String accountId;
  private final int quota;

  ServiceAttributeOperations(Catalog catalog, Arns arns, ApiSettings settings) {
    this.catalog = catalog;
    this.arns = arns;
    this.accountId = settings.accountId();
    this.quota = settings.quotas().attributesPerService();
  }

  Future<ObjectNode> get(Input in) {
    return catalog.service(arns.serviceId(in.text("ServiceId"))).map(this::described);
  }

  Future<ObjectNode> update(Input in) {
    return edit(in, new Labels.Edit(in.map("Attributes"), List.of(), quota));
  }

  Future<ObjectNode> delete(Input in) {
    return edit(in, new Labels.Edit(Map.of(), in.texts("Attributes"), quota));
  }

  private Future<ObjectNode> edit(Input in, Labels.Edit edit) {
    String id = arns.serviceId(in.text("ServiceId"));
    return catalog
        .setServiceAttributes(id, edit)
        .map(changed -> JsonNodeFactory.instance.objectNode())
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof ServiceAttributesLimitExceeded ? tooMany(id) : failure));
  }

  private ServiceAttributesLimitExceeded tooMany(String id) {
    return new ServiceAttributesLimitExceeded(
        "Service "
            + id
            + " would have more attributes than it may (expected: at most "
            + quota
            + ")");
  }

  private ObjectNode described(ServiceEntry entry) {
    var answer = JsonNodeFactory.instance.objectNode();
    var told =
        answer
            .putObject("ServiceAttributes")
            .put("ServiceArn", arns.ofService(entry.service().id()))
            .put("ResourceOwner", accountId);
    var attributes = told.putObject("Attributes");
    new TreeMap<>(entry.labels().attributes()).forEach(attributes::put);
    return answer;
  }
}
