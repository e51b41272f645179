package io.fairlead.registry.catalog;

import io.fairlead.catalog.Namespace;
import io.vertx.core.Future;

/**
 * Makes changes in the store, shows them to this node's mirror before they are acknowledged, and
 * turns refusals into {@link CatalogException}s.
 */
final class CatalogChanges {
  private final CatalogStore store;
  private final CatalogMirror mirror;

  CatalogChanges(CatalogStore store, CatalogMirror mirror) {
    this.store = store;
    this.mirror = mirror;
  }

  Future<StoredNamespace> lookUpNamespace(String id) {
    return store.namespace(id).compose(found -> seen(found));
  }

  Future<StoredService> lookUpService(String id) {
    return store
        .service(id)
        .compose(
            found -> {
              mirror.accept(found);
              return found.isRemoved()
                  ? Future.failedFuture(new CatalogException.ServiceNotFound(id))
                  : Future.succeededFuture(found);
            });
  }

  Future<StoredNamespace> createNamespace(Namespace wanted, Labels labels) {
    return store
        .change(wanted.id(), new NamespaceChange.Create(wanted, labels))
        .compose(
            outcome -> {
              mirror.accept(outcome.held());
              return outcome.refusal() == null
                  ? Future.succeededFuture(outcome.held())
                  : Future.failedFuture(alreadyExists(outcome.held().namespace()));
            });
  }

  /** Changes a namespace; not for creating and removing it. */
  Future<StoredNamespace> change(String id, NamespaceChange change) {
    return store
        .change(id, change)
        .compose(
            outcome -> {
              mirror.accept(outcome.held());
              if (outcome.refusal() == null) {
                return Future.succeededFuture(outcome.held());
              }
              return Future.failedFuture(
                  outcome.refusal() == Refusal.TOO_MANY_TAGS
                      ? tooManyTags(id)
                      : new CatalogException.NamespaceNotFound(id));
            });
  }

  /**
   * A namespace and its services are kept apart, hence removed first and judged afterwards: a
   * service made meanwhile is found here and brings the namespace back, or its maker finds the
   * namespace gone ({@link #confirmNamespace}).
   */
  Future<Void> removeNamespace(String id) {
    return lookUpNamespace(id)
        .compose(
            before ->
                store
                    .change(id, new NamespaceChange.Remove())
                    .onSuccess(removed -> mirror.accept(removed.held()))
                    .compose(v -> store.contents())
                    .compose(all -> holdsNothing(all, id) ? done() : bringBack(before)));
  }

  /** Undoes the creation of a service whose namespace was removed at the same moment. */
  Future<StoredService> confirmNamespace(StoredService created) {
    return store
        .namespace(created.entry().service().namespaceId())
        .compose(
            namespace -> {
              mirror.accept(namespace);
              return namespace.isRemoved() ? undo(created) : Future.succeededFuture(created);
            });
  }

  /**
   * Changes a service or its instances.
   *
   * @param instanceId whom a refusal is about; null when it can only be about the service
   */
  Future<StoredService> change(String id, ServiceChange change, String instanceId) {
    return store
        .change(id, change)
        .compose(
            outcome -> {
              mirror.accept(outcome.held());
              return outcome.refusal() == null
                  ? Future.succeededFuture(outcome.held())
                  : Future.failedFuture(refused(outcome, instanceId));
            });
  }

  static CatalogException namespaceInUse() {
    return new CatalogException.ResourceInUse(
        "Namespace contains services; delete the services before deleting the namespace");
  }

  private Future<StoredNamespace> seen(StoredNamespace found) {
    mirror.accept(found);
    return found.isRemoved()
        ? Future.failedFuture(new CatalogException.NamespaceNotFound(found.id()))
        : Future.succeededFuture(found);
  }

  private Future<Void> bringBack(StoredNamespace removed) {
    return store
        .change(removed.id(), new NamespaceChange.Create(removed.namespace(), removed.labels()))
        .onSuccess(outcome -> mirror.accept(outcome.held()))
        .compose(v -> Future.failedFuture(namespaceInUse()));
  }

  private Future<StoredService> undo(StoredService created) {
    var gone = new CatalogException.NamespaceNotFound(created.entry().service().namespaceId());
    return change(created.id(), new ServiceChange.Remove(), null)
        .otherwiseEmpty()
        .compose(v -> Future.failedFuture(gone));
  }

  private static Future<Void> done() {
    return Future.succeededFuture();
  }

  private static boolean holdsNothing(CatalogStore.Contents all, String namespaceId) {
    return all.services().stream()
        .noneMatch(s -> !s.isRemoved() && s.entry().service().namespaceId().equals(namespaceId));
  }

  private static CatalogException alreadyExists(Namespace held) {
    return new CatalogException.NamespaceAlreadyExists(
        held.name(), held.id(), held.creatorRequestId());
  }

  private static CatalogException tooManyTags(String id) {
    return new CatalogException.TooManyTags(id, id + " would have more tags than it may have");
  }

  private static CatalogException refused(Outcome<StoredService> outcome, String instanceId) {
    var held = outcome.held();
    return switch (outcome.refusal()) {
      case ALREADY_EXISTS ->
          new CatalogException.ServiceAlreadyExists(
              held.entry().service().name(), held.id(), held.entry().service().creatorRequestId());
      case NOT_FOUND -> new CatalogException.ServiceNotFound(held.id());
      case INSTANCE_NOT_FOUND, OVERTAKEN ->
          new CatalogException.InstanceNotFound(held.id(), instanceId);
      case IN_USE ->
          new CatalogException.ResourceInUse(
              "Service contains registered instances; delete the instances before deleting the"
                  + " service");
      case FULL ->
          new CatalogException.ResourceLimitExceeded(
              "Service " + held.id() + " has as many instances as it may have");
      case OTHER_VERSION ->
          new CatalogException.PolicyVersionMismatch(
              held.entry().service().name(), held.entry().service().policyVersion());
      case TOO_MANY_TAGS -> tooManyTags(held.id());
      case TOO_FEW_NODES ->
          new CatalogException.Unavailable("Too few registry nodes are together for changes");
      case TOO_MANY_ATTRIBUTES ->
          new CatalogException.ServiceAttributesLimitExceeded(
              "Service " + held.id() + " would have more attributes than it may have");
    };
  }
}
