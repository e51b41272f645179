package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.ResourceIds;

/** Namespaces as Cloud Map shows them. */
final class NamespaceJson {
  private final Arns arns;
  private final String accountId;

  NamespaceJson(Arns arns, String accountId) {
    this.arns = arns;
    this.accountId = accountId;
  }

  /** Cloud Map {@code Namespace}. */
  ObjectNode full(Namespace namespace, String httpName, long serviceCount) {
    var json = summary(namespace, httpName, serviceCount);
    if (namespace.creatorRequestId() != null) {
      json.put("CreatorRequestId", namespace.creatorRequestId());
    }
    return json;
  }

  /** Cloud Map {@code NamespaceSummary}. */
  ObjectNode summary(Namespace namespace, String httpName, long serviceCount) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("Id", namespace.id())
        .put("Arn", arns.ofNamespace(namespace.id()))
        .put("ResourceOwner", accountId)
        .put("Name", namespace.name())
        .put("Type", namespace.type().name());
    if (!namespace.description().isEmpty()) {
      json.put("Description", namespace.description());
    }
    json.put("ServiceCount", serviceCount);
    json.set("Properties", properties(namespace, httpName));
    json.put("CreateDate", RequestJson.seconds(namespace.createdAtMillis()));
    return json;
  }

  private static ObjectNode properties(Namespace namespace, String httpName) {
    var json = JsonNodeFactory.instance.objectNode();
    var dns = json.putObject("DnsProperties");
    if (namespace.type().isDns()) {
      dns.put("HostedZoneId", ResourceIds.hostedZoneId(namespace.id()));
      dns.putObject("SOA").put("TTL", namespace.soaTtlSeconds());
    } else {
      dns.putObject("SOA");
    }
    json.putObject("HttpProperties").put("HttpName", httpName);
    return json;
  }
}
