package io.fairlead.registry.api;

import io.fairlead.registry.catalog.CatalogException.NamespaceNotFound;
import io.fairlead.registry.catalog.CatalogException.ServiceNotFound;

/**
 * Amazon resource names of namespaces and services. Where AWS takes an id it takes an ARN too; an
 * ARN of another account or region names nothing here.
 */
final class Arns {
  private static final String ARN = "arn:";

  private final String prefix;

  Arns(String region, String accountId) {
    this.prefix = "arn:aws:servicediscovery:" + region + ":" + accountId + ":";
  }

  String ofNamespace(String id) {
    return prefix + "namespace/" + id;
  }

  String ofService(String id) {
    return prefix + "service/" + id;
  }

  /** The ARN of a namespace or service, whichever the id is of. */
  String of(String id) {
    return id.startsWith("ns-") ? ofNamespace(id) : ofService(id);
  }

  /** Whether a text is meant as an ARN at all. */
  static boolean isArn(String text) {
    return text.startsWith(ARN);
  }

  /** The namespace id in an id or an ARN; fails with NamespaceNotFound. */
  String namespaceId(String idOrArn) {
    if (!isArn(idOrArn)) {
      return idOrArn;
    }
    if (!idOrArn.startsWith(prefix + "namespace/")) {
      throw new NamespaceNotFound(idOrArn);
    }
    return idOrArn.substring((prefix + "namespace/").length());
  }

  /** The service id in an id or an ARN; fails with ServiceNotFound. */
  String serviceId(String idOrArn) {
    if (!isArn(idOrArn)) {
      return idOrArn;
    }
    if (!idOrArn.startsWith(prefix + "service/")) {
      throw new ServiceNotFound(idOrArn);
    }
    return idOrArn.substring((prefix + "service/").length());
  }
}
