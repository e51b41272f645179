package io.fairlead.registry.catalog;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Instance;
import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.ResourceIds;
import io.fairlead.catalog.Service;
import io.fairlead.catalog.policy.TrafficPolicy;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@link Catalog} over a mirror for reading and a store for writing. */
public final class NodeCatalog implements Catalog {
  private final CatalogStore store;
  private final CatalogMirror mirror;
  private final CatalogSettings limits;
  private final CatalogChanges changes;

  public NodeCatalog(CatalogStore store, CatalogMirror mirror, CatalogSettings limits) {
    this.store = store;
    this.mirror = mirror;
    this.limits = limits;
    this.changes = new CatalogChanges(store, mirror);
  }

  @Override
  public Collection<Namespace> namespaces() {
    return mirror.namespaces().stream().map(StoredNamespace::namespace).toList();
  }

  @Override
  public Collection<ServiceEntry> services() {
    return mirror.services().stream().map(StoredService::entry).toList();
  }

  @Override
  public List<Namespace> namespacesNamed(String name) {
    return mirror.namespacesNamed(name);
  }

  @Override
  public NamespaceTally tally(String namespaceId) {
    return mirror.tally(namespaceId);
  }

  @Override
  public Future<Namespace> namespace(String id) {
    var known = mirror.presentNamespace(id);
    return known.isPresent()
        ? Future.succeededFuture(known.get().namespace())
        : changes.lookUpNamespace(id).map(StoredNamespace::namespace);
  }

  @Override
  public Future<ServiceEntry> service(String id) {
    var known = mirror.presentService(id);
    return known.isPresent()
        ? Future.succeededFuture(known.get().entry())
        : changes.lookUpService(id).map(StoredService::entry);
  }

  @Override
  public Future<ServiceEntry> serviceWith(String id, String instanceId) {
    return knownService(id)
        .filter(known -> known.instances().containsKey(instanceId))
        .map(Future::succeededFuture)
        .orElseGet(() -> latestService(id));
  }

  @Override
  public Future<ServiceEntry> latestService(String id) {
    return changes.lookUpService(id).map(StoredService::entry);
  }

  @Override
  public Future<ServiceEntry> serviceByName(String namespaceName, String serviceName) {
    var named = answeringTo(namespaceName);
    if (named.isEmpty()) {
      return Future.failedFuture(new CatalogException.NamespaceNotFound(namespaceName));
    }
    List<String> ids =
        named.stream().map(n -> ResourceIds.serviceId(n.type(), n.id(), serviceName)).toList();
    var known = ids.stream().flatMap(id -> mirror.presentService(id).stream()).findFirst();
    if (known.isPresent()) {
      return Future.succeededFuture(known.get().entry());
    }
    Future<ServiceEntry> found = changes.lookUpService(ids.get(0)).map(StoredService::entry);
    for (String id : ids.subList(1, ids.size())) {
      found = found.recover(e -> changes.lookUpService(id).map(StoredService::entry));
    }
    return found.recover(
        e ->
            Future.failedFuture(
                e instanceof CatalogException
                    ? new CatalogException.ServiceNotFound(serviceName)
                    : e));
  }

  /** The namespace of this name that is the oldest, as every node finds it. */
  public Optional<Namespace> namespaceNamed(String name) {
    return answeringTo(name).stream().findFirst();
  }

  /** The service as this node knows it. */
  public Optional<ServiceEntry> knownService(String id) {
    return mirror.presentService(id).map(StoredService::entry);
  }

  @Override
  public Future<Namespace> createNamespace(Namespace wanted, Labels labels) {
    if (mirror.namespaceCount() >= limits.namespacesMax()) {
      return full("Namespaces", limits.namespacesMax());
    }
    return changes.createNamespace(wanted, labels).map(StoredNamespace::namespace);
  }

  @Override
  public Future<Namespace> updateNamespace(String id, String description, Long soaTtlSeconds) {
    return changes
        .change(id, new NamespaceChange.Update(description, soaTtlSeconds))
        .map(StoredNamespace::namespace);
  }

  @Override
  public Future<Labels> namespaceLabels(String id) {
    var known = mirror.presentNamespace(id);
    return known.isPresent()
        ? Future.succeededFuture(known.get().labels())
        : changes.lookUpNamespace(id).map(StoredNamespace::labels);
  }

  @Override
  public Future<Void> tagNamespace(String id, Labels.Edit tags) {
    return changes.change(id, new NamespaceChange.Tag(tags)).mapEmpty();
  }

  @Override
  public Future<Void> deleteNamespace(String id) {
    return mirror.tally(id).services() > 0
        ? Future.failedFuture(CatalogChanges.namespaceInUse())
        : changes.removeNamespace(id);
  }

  @Override
  public Future<ServiceEntry> createService(Service wanted, Labels labels) {
    if (mirror.serviceCount() >= limits.servicesMax()) {
      return full("Services", limits.servicesMax());
    }
    return namespace(wanted.namespaceId())
        .compose(
            n ->
                changes.change(
                    wanted.id(), new ServiceChange.Create(n.name(), wanted, labels), null))
        .compose(created -> changes.confirmNamespace(created))
        .map(StoredService::entry);
  }

  /**
   * A sidecar's registration in one step: makes the service when it is missing, takes over its
   * {@code serviceConnect}, adds or replaces the instance. Fails with {@link
   * CatalogException.NamespaceNotFound} and {@link CatalogException.ResourceLimitExceeded}.
   *
   * @param refresh tells that the instance lives although nothing changed, see {@link
   *     ServiceChange.Register}
   */
  public Future<ServiceEntry> register(Service wanted, Instance instance, boolean refresh) {
    boolean isNew = mirror.presentService(wanted.id()).isEmpty();
    if (isNew && mirror.serviceCount() >= limits.servicesMax()) {
      return full("Services", limits.servicesMax());
    }
    return namespace(wanted.namespaceId())
        .compose(
            n ->
                changes.change(
                    wanted.id(),
                    new ServiceChange.Register(
                        n.name(), wanted, instance, limits.instancesMax(), refresh),
                    instance.id()))
        .compose(s -> isNew ? changes.confirmNamespace(s) : Future.succeededFuture(s))
        .map(StoredService::entry);
  }

  @Override
  public Future<ServiceEntry> updateService(Service changed) {
    return change(changed.id(), new ServiceChange.Update(changed), null);
  }

  @Override
  public Future<ServiceEntry> tagService(String id, Labels.Edit tags) {
    return change(id, new ServiceChange.Tag(tags), null);
  }

  @Override
  public Future<ServiceEntry> setServiceAttributes(String id, Labels.Edit attributes) {
    return change(id, new ServiceChange.SetAttributes(attributes), null);
  }

  @Override
  public Future<ServiceEntry> setPolicy(String id, TrafficPolicy policy, Long ifVersion) {
    return change(id, new ServiceChange.SetPolicy(policy, ifVersion), null);
  }

  @Override
  public Future<Void> deleteService(String id) {
    return changes.change(id, new ServiceChange.Remove(), null).mapEmpty();
  }

  @Override
  public Future<ServiceEntry> putInstance(String serviceId, Instance instance) {
    return change(serviceId, new ServiceChange.Put(instance, limits.instancesMax()), instance.id());
  }

  @Override
  public Future<ServiceEntry> removeInstance(String serviceId, String instanceId) {
    return change(serviceId, new ServiceChange.Deregister(instanceId), instanceId);
  }

  /**
   * Removes a leased instance that this node takes for dead.
   *
   * @param revision the service's as this node knew it when it decided so
   * @return false when the instance was touched since, and stays
   */
  public Future<Boolean> expireInstance(String serviceId, String instanceId, long revision) {
    return store
        .change(serviceId, new ServiceChange.Expire(instanceId, revision))
        .map(
            outcome -> {
              mirror.accept(outcome.held());
              return outcome.refusal() != Refusal.OVERTAKEN;
            });
  }

  /** Whether changes are made now, as far as this node can tell. */
  public boolean takesChanges() {
    return store.takesChanges();
  }

  @Override
  public Future<ServiceEntry> setHealth(String serviceId, String instanceId, HealthStatus status) {
    return change(serviceId, new ServiceChange.SetHealth(instanceId, status), instanceId);
  }

  @Override
  public Future<ServiceEntry> pushHealth(
      String serviceId, String instanceId, HealthStatus status, Duration delay) {
    long micros = TimeUnit.NANOSECONDS.toMicros(delay.toNanos());
    return change(serviceId, new ServiceChange.PushHealth(instanceId, status, micros), instanceId);
  }

  @Override
  public Future<Boolean> confirmUnhealthy(String serviceId, String instanceId) {
    return store
        .change(serviceId, new ServiceChange.ConfirmUnhealthy(instanceId))
        .map(
            outcome -> {
              mirror.accept(outcome.held());
              return outcome.refusal() == null;
            });
  }

  @Override
  public Future<Void> putOperation(Operation operation) {
    return store.putOperation(operation);
  }

  @Override
  public Future<Operation> operation(String id) {
    return store
        .operation(id)
        .compose(
            found ->
                found == null
                    ? Future.failedFuture(new CatalogException.OperationNotFound(id))
                    : Future.succeededFuture(found));
  }

  @Override
  public Future<Collection<Operation>> operations() {
    var newestFirst =
        Comparator.comparingLong(Operation::createdAtMillis)
            .reversed()
            .thenComparing(Operation::id);
    return store.operations().map(all -> all.stream().sorted(newestFirst).toList());
  }

  private Future<ServiceEntry> change(String serviceId, ServiceChange change, String instanceId) {
    return changes.change(serviceId, change, instanceId).map(StoredService::entry);
  }

  /** Those that are found under this name: DNS does not regard case. */
  private List<Namespace> answeringTo(String name) {
    return mirror.namespacesNamed(name).stream()
        .filter(n -> n.type().isDns() || n.name().equals(name))
        .toList();
  }

  private static <T> Future<T> full(String what, int max) {
    return Future.failedFuture(
        new CatalogException.ResourceLimitExceeded(what + ": " + max + " is the limit"));
  }
}
