package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.catalog.DnsConfig;
import io.fairlead.catalog.DnsRecord;
import io.fairlead.catalog.HealthCheckConfig;
import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.RecordType;
import io.fairlead.catalog.Service;
import io.fairlead.registry.catalog.Catalog;
import io.fairlead.registry.catalog.CatalogException.InvalidInput;
import io.vertx.core.Future;
import java.util.List;

/**
 * UpdateService. It replaces: a DnsConfig or HealthCheckConfig that the request leaves out is
 * removed. The description is kept unless one is given, the HealthCheckCustomConfig always.
 */
final class ServiceUpdates {
  private final Catalog catalog;
  private final RunningOperations operations;
  private final Arns arns;

  ServiceUpdates(Catalog catalog, RunningOperations operations, Arns arns) {
    this.catalog = catalog;
    this.operations = operations;
    this.arns = arns;
  }

  Future<ObjectNode> update(Input in) {
    String id = arns.serviceId(in.text("Id"));
    var wanted = in.structure("Service").orElseThrow();
    var change = Change.ofService("UpdateService", "UPDATE_SERVICE", id);
    return catalog
        .service(id)
        .map(entry -> entry.service())
        .compose(
            known ->
                catalog
                    .namespace(known.namespaceId())
                    .map(namespace -> changed(wanted, known, namespace)))
        .compose(changed -> operations.run(change, () -> catalog.updateService(changed)))
        .map(OperationJson::accepted);
  }

  private static Service changed(Input wanted, Service known, Namespace namespace) {
    var changed =
        new Service(
            known.id(),
            known.namespaceId(),
            known.name(),
            wanted.text("Description"),
            wanted
                .structure("DnsConfig")
                .map(dns -> dnsConfig(dns, known.dnsConfig(), namespace))
                .orElse(null),
            ServiceRules.healthCheckConfig(wanted),
            known.healthCheckCustomConfig(),
            known.serviceConnect(),
            known.createdAtMillis(),
            known.creatorRequestId(),
            known.policy());
    checkType(changed.healthCheckConfig(), known.healthCheckConfig());
    ServiceRules.check(changed, namespace, false);
    return changed;
  }

  /**
   * The routing policy stays; of the records only the TTLs can change.
   *
   * @param known null when the service publishes nothing
   */
  private static DnsConfig dnsConfig(Input wanted, DnsConfig known, Namespace namespace) {
    ServiceRules.demandDns(namespace);
    var records = ServiceRules.dnsRecords(wanted);
    var types = types(records);
    var before = known == null ? List.<RecordType>of() : types(known.dnsRecords());
    if (known == null || !types.equals(before)) {
      throw new InvalidInput(
          "The record types in the request must be the same as those present in the existing"
              + " service. Records in the existing service are %s, but the records in the request are %s. The record types of a service cannot be changed."
                  .formatted(before, types.stream().limit(10).toList()));
    }
    return new DnsConfig(known.routingPolicy(), records);
  }

  private static List<RecordType> types(List<DnsRecord> records) {
    return records.stream().map(DnsRecord::type).sorted().toList();
  }

  private static void checkType(HealthCheckConfig wanted, HealthCheckConfig known) {
    if (wanted != null && known != null && wanted.type() != known.type()) {
      throw new InvalidInput("Type of health check cannot be changed");
    }
  }
}
