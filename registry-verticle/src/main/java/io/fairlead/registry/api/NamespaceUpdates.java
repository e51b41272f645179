package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.NamespaceType;
import io.fairlead.registry.catalog.Catalog;
import io.fairlead.registry.catalog.CatalogException.InvalidInput;
import io.vertx.core.Future;
import java.util.List;

/** Cloud Map's operations that change a namespace, one for each type. */
final class NamespaceUpdates {
  private final Catalog catalog;
  private final RunningOperations operations;
  private final Arns arns;

  NamespaceUpdates(Catalog catalog, RunningOperations operations, Arns arns) {
    this.catalog = catalog;
    this.operations = operations;
    this.arns = arns;
  }

  Future<ObjectNode> updateHttp(Input in) {
    return update("UpdateHttpNamespace", in, NamespaceType.HTTP);
  }

  Future<ObjectNode> updatePrivateDns(Input in) {
    return update("UpdatePrivateDnsNamespace", in, NamespaceType.DNS_PRIVATE);
  }

  Future<ObjectNode> updatePublicDns(Input in) {
    return update("UpdatePublicDnsNamespace", in, NamespaceType.DNS_PUBLIC);
  }

  private Future<ObjectNode> update(String operationName, Input in, NamespaceType type) {
    String id = arns.namespaceId(in.text("Id"));
    String token = in.text("UpdaterRequestId");
    var wanted = in.structure("Namespace").orElseThrow();
    String description = wanted.text("Description");
    Long soaTtl = NamespaceOperations.soaTtl(wanted).orElse(null);
    var change =
        Change.ofNamespace(
            operationName,
            "UPDATE_NAMESPACE",
            id,
            token,
            List.of(id, String.valueOf(description), String.valueOf(soaTtl)));
    return catalog
        .namespace(id)
        .map(known -> checked(known, type))
        .compose(
            known ->
                operations.runOnce(change, () -> catalog.updateNamespace(id, description, soaTtl)))
        .map(OperationJson::accepted);
  }

  private static Namespace checked(Namespace known, NamespaceType type) {
    if (known.type() != type) {
      throw new InvalidInput(
          "Namespace %s is of type %s (expected: %s, as this operation changes no other)"
              .formatted(known.id(), known.type(), type));
    }
    return known;
  }
}
