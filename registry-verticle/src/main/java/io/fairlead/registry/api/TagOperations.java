package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.registry.catalog.Catalog;
import io.fairlead.registry.catalog.CatalogException.NamespaceNotFound;
import io.fairlead.registry.catalog.CatalogException.ServiceNotFound;
import io.fairlead.registry.catalog.CatalogException.TooManyTags;
import io.fairlead.registry.catalog.Labels;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Cloud Map's operations on the tags of namespaces and services, which are named by their ARN. */
final class TagOperations {
  private final Catalog catalog;
  private final Arns arns;
  private final int quota;

  TagOperations(Catalog catalog, Arns arns, QuotaSettings quotas) {
    this.catalog = catalog;
    this.arns = arns;
    this.quota = quotas.tagsPerResource();
  }

  Future<ObjectNode> tag(Input in) {
    return edit(in, new Labels.Edit(Tags.of(in), List.of(), quota));
  }

  Future<ObjectNode> untag(Input in) {
    return edit(in, new Labels.Edit(Map.of(), Tags.keys(in), quota));
  }

  Future<ObjectNode> list(Input in) {
    String arn = in.text("ResourceARN");
    var resource = arns.resource(arn);
    var labels =
        resource.isNamespace()
            ? catalog.namespaceLabels(resource.id())
            : catalog.service(resource.id()).map(entry -> entry.labels());
    return labels
        .map(
            known -> {
              var answer = JsonNodeFactory.instance.objectNode();
              Tags.write(known.tags(), answer.putArray("Tags"));
              return answer;
            })
        .recover(failure -> Future.failedFuture(told(failure, arn)));
  }

  private Future<ObjectNode> edit(Input in, Labels.Edit edit) {
    String arn = in.text("ResourceARN");
    var resource = arns.resource(arn);
    Future<?> edited =
        resource.isNamespace()
            ? catalog.tagNamespace(resource.id(), edit)
            : catalog.tagService(resource.id(), edit);
    return edited
        .map(done -> JsonNodeFactory.instance.objectNode())
        .recover(failure -> Future.failedFuture(told(failure, arn)));
  }

  /** What these operations call a failure, which differs from what the others call it. */
  private Throwable told(Throwable failure, String arn) {
    if (failure instanceof NamespaceNotFound || failure instanceof ServiceNotFound) {
      return RequestFailure.resourceNotFound(arn);
    }
    return failure instanceof TooManyTags full ? Tags.tooMany(full.id(), quota) : failure;
  }
}
