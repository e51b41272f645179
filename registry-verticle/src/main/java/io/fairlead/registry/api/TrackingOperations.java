package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.registry.api.Filter.Condition;
import io.fairlead.registry.catalog.CatalogException.OperationNotFound;
import io.fairlead.registry.catalog.Operation;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** GetOperation and ListOperations: how a caller tracks the changes that were accepted. */
final class TrackingOperations {
  private static final Set<Condition> EQ = Set.of(Condition.EQ);
  private static final Set<Condition> EQ_IN = Set.of(Condition.EQ, Condition.IN);
  private static final Map<String, Set<Condition>> FILTERS =
      Map.of(
          "NAMESPACE_ID", EQ,
          "SERVICE_ID", EQ,
          "STATUS", EQ_IN,
          "TYPE", EQ_IN,
          "UPDATE_DATE", Set.of(Condition.BETWEEN));

  private final RunningOperations operations;
  private final String accountId;

  TrackingOperations(RunningOperations operations, String accountId) {
    this.operations = operations;
    this.accountId = accountId;
  }

  Future<ObjectNode> get(Input in) {
    String id = in.text("OperationId");
    if (!in.text("OwnerAccount", accountId).equals(accountId)) {
      return Future.failedFuture(new OperationNotFound(id));
    }
    return operations.find(id).map(this::described);
  }

  Future<ObjectNode> list(Input in) {
    var filters = Filter.of(in, FILTERS);
    return operations.all().map(all -> list(in, all, filters));
  }

  private ObjectNode described(Operation operation) {
    var answer = JsonNodeFactory.instance.objectNode();
    answer.set("Operation", OperationJson.full(operation, accountId));
    return answer;
  }

  private static ObjectNode list(Input in, Collection<Operation> all, List<Filter> filters) {
    var page =
        Page.of("operations", in, all.stream(), TrackingOperations::newestFirst)
            .where(o -> filters.stream().allMatch(f -> isWanted(o, f)));
    var answer = JsonNodeFactory.instance.objectNode();
    var listed = answer.putArray("Operations");
    page.items().forEach(operation -> listed.add(OperationJson.summary(operation)));
    return page.tellNext(answer);
  }

  /** Orders later operations first, as text. */
  private static String newestFirst(Operation operation) {
    return "%019d %s".formatted(Long.MAX_VALUE - operation.createdAtMillis(), operation.id());
  }

  private static boolean isWanted(Operation operation, Filter filter) {
    return switch (filter.name()) {
      case "NAMESPACE_ID" -> filter.accepts(operation.targets().get("NAMESPACE"));
      case "SERVICE_ID" -> filter.accepts(operation.targets().get("SERVICE"));
      case "STATUS" -> filter.accepts(operation.status()) || isSuccess(operation, filter);
      case "TYPE" -> filter.accepts(operation.type());
      default -> filter.accepts(RequestJson.seconds(operation.updatedAtMillis()).toPlainString());
    };
  }

  /** The API reference's text says SUCCEED where its enum says SUCCESS. */
  private static boolean isSuccess(Operation operation, Filter filter) {
    return operation.status().equals("SUCCESS") && filter.accepts("SUCCEED");
  }
}
