package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.catalog.DnsConfig;
import io.fairlead.catalog.HealthCheckConfig;
import io.fairlead.catalog.Service;
import io.fairlead.registry.catalog.ServiceEntry;

/** Services as Cloud Map shows them. */
final class ServiceJson {
  private final Arns arns;
  private final String accountId;

  ServiceJson(Arns arns, String accountId) {
    this.arns = arns;
    this.accountId = accountId;
  }

  /** Cloud Map {@code Service}. */
  ObjectNode full(ServiceEntry entry) {
    var service = entry.service();
    var json = summary(entry).put("NamespaceId", service.namespaceId());
    if (service.creatorRequestId() != null) {
      json.put("CreatorRequestId", service.creatorRequestId());
    }
    return json;
  }

  /** Cloud Map {@code ServiceSummary}. */
  ObjectNode summary(ServiceEntry entry) {
    var service = entry.service();
    var json = JsonNodeFactory.instance.objectNode();
    json.put("Id", service.id())
        .put("Arn", arns.ofService(service.id()))
        .put("ResourceOwner", accountId)
        .put("CreatedByAccount", accountId)
        .put("Name", service.name())
        .put("Type", service.dnsConfig() == null ? "HTTP" : "DNS_HTTP");
    if (!service.description().isEmpty()) {
      json.put("Description", service.description());
    }
    json.put("InstanceCount", entry.instances().size())
        .put("CreateDate", RequestJson.seconds(service.createdAtMillis()));
    addConfigs(json, service);
    return json;
  }

  private static void addConfigs(ObjectNode json, Service service) {
    if (service.dnsConfig() != null) {
      addDns(json.putObject("DnsConfig"), service.namespaceId(), service.dnsConfig());
    }
    if (service.healthCheckConfig() != null) {
      addCheck(json.putObject("HealthCheckConfig"), service.healthCheckConfig());
    }
    if (service.healthCheckCustomConfig() != null) {
      json.putObject("HealthCheckCustomConfig")
          .put("FailureThreshold", service.healthCheckCustomConfig().failureThreshold());
    }
  }

  /** Its NamespaceId is deprecated, yet Terraform reads it. */
  private static void addDns(ObjectNode json, String namespaceId, DnsConfig dns) {
    json.put("NamespaceId", namespaceId).put("RoutingPolicy", dns.routingPolicy().name());
    var records = json.putArray("DnsRecords");
    dns.dnsRecords()
        .forEach(r -> records.addObject().put("Type", r.type().name()).put("TTL", r.ttlSeconds()));
  }

  private static void addCheck(ObjectNode json, HealthCheckConfig check) {
    json.put("Type", check.type().name());
    if (check.resourcePath() != null) {
      json.put("ResourcePath", check.resourcePath());
    }
    json.put("FailureThreshold", check.failureThreshold());
  }
}
