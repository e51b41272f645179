package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.registry.catalog.Operation;
import java.util.TreeMap;

/** Operations as Cloud Map shows them. */
final class OperationJson {
  private OperationJson() {}

  /** The answer to an accepted change. */
  static ObjectNode accepted(String operationId) {
    return JsonNodeFactory.instance.objectNode().put("OperationId", operationId);
  }

  /** Cloud Map {@code Operation}. */
  static ObjectNode full(Operation operation, String accountId) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("Id", operation.id())
        .put("OwnerAccount", accountId)
        .put("Type", operation.type())
        .put("Status", operation.status());
    if (operation.errorCode() != null) {
      json.put("ErrorCode", operation.errorCode()).put("ErrorMessage", operation.errorMessage());
    }
    json.put("CreateDate", RequestJson.seconds(operation.createdAtMillis()))
        .put("UpdateDate", RequestJson.seconds(operation.updatedAtMillis()));
    var targets = json.putObject("Targets");
    new TreeMap<>(operation.targets()).forEach(targets::put);
    return json;
  }

  /** Cloud Map {@code OperationSummary}. */
  static ObjectNode summary(Operation operation) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("Id", operation.id())
        .put("Status", operation.status());
  }
}
