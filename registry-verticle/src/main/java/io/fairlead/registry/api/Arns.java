package io.fairlead.registry.api;

import io.fairlead.catalog.ResourceIds;
import io.fairlead.registry.catalog.CatalogException.InvalidInput;
import io.fairlead.registry.catalog.CatalogException.NamespaceNotFound;
import io.fairlead.registry.catalog.CatalogException.ServiceNotFound;
import java.util.regex.Pattern;

/**
 * Amazon resource names of namespaces and services. Where AWS takes an id it takes an ARN too; an
 * ARN of another account or region names nothing here.
 */
final class Arns {
  private static final String ARN = "arn:";
  private static final Pattern RESOURCE =
      Pattern.compile(
          "arn:aws[a-z-]{0,16}:servicediscovery:[a-z0-9-]{1,32}:[0-9]{12}:(namespace|service)/([a-z0-9-]{1,64})");

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
    return ResourceIds.isNamespaceId(id) ? ofNamespace(id) : ofService(id);
  }

  /** Whether a text is meant as an ARN at all. */
  static boolean isArn(String text) {
    return text.startsWith(ARN);
  }

  /** What an ARN names: a namespace, or else a service. */
  record Resource(boolean isNamespace, String id) {}

  /**
   * The namespace or service of an ARN, whether it is there or not.
   *
   * <p>Fails with InvalidInput when the text is no such ARN, with ResourceNotFoundException when it
   * belongs to another account or region.
   */
  Resource resource(String arn) {
    var parts = RESOURCE.matcher(arn);
    if (!parts.matches()) {
      throw new InvalidInput(
          "ResourceARN '%s' is no ARN of a namespace or service (expected: %snamespace/ns-... or %sservice/srv-...)"
              .formatted(Violations.cut(arn), prefix, prefix));
    }
    if (!arn.startsWith(prefix)) {
      throw RequestFailure.resourceNotFound(arn);
    }
    return new Resource(parts.group(1).equals("namespace"), parts.group(2));
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
