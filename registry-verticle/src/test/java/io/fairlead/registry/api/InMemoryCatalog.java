package io.fairlead.registry.api;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Instance;
import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.Service;
import io.fairlead.registry.catalog.Catalog;
import io.fairlead.registry.catalog.CatalogException;
import io.fairlead.registry.catalog.CatalogException.InstanceNotFound;
import io.fairlead.registry.catalog.CatalogException.NamespaceAlreadyExists;
import io.fairlead.registry.catalog.CatalogException.NamespaceNotFound;
import io.fairlead.registry.catalog.CatalogException.OperationNotFound;
import io.fairlead.registry.catalog.CatalogException.ResourceInUse;
import io.fairlead.registry.catalog.CatalogException.ServiceAlreadyExists;
import io.fairlead.registry.catalog.CatalogException.ServiceNotFound;
import io.fairlead.registry.catalog.Operation;
import io.fairlead.registry.catalog.ServiceEntry;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** A catalog that is one map in this JVM: enough for the API's own tests. */
final class InMemoryCatalog implements Catalog {
  private final Map<String, Namespace> namespaces = new TreeMap<>();
  private final Map<String, ServiceEntry> services = new TreeMap<>();
  private final Deque<Operation> operations = new ArrayDeque<>();
  private long revision = 71462688285136850L;

  @Override
  public synchronized Collection<Namespace> namespaces() {
    return List.copyOf(namespaces.values());
  }

  @Override
  public synchronized Collection<ServiceEntry> services() {
    return List.copyOf(services.values());
  }

  @Override
  public Future<Namespace> namespace(String id) {
    return done(() -> existingNamespace(id));
  }

  @Override
  public Future<ServiceEntry> service(String id) {
    return done(() -> existing(id));
  }

  @Override
  public Future<ServiceEntry> serviceByName(String namespaceName, String serviceName) {
    return done(
        () -> {
          if (namespaces.values().stream().noneMatch(n -> n.name().equals(namespaceName))) {
            throw new NamespaceNotFound(namespaceName);
          }
          return services.values().stream()
              .filter(entry -> entry.namespace().equals(namespaceName))
              .filter(entry -> entry.service().name().equals(serviceName))
              .findFirst()
              .orElseThrow(() -> new ServiceNotFound(serviceName));
        });
  }

  @Override
  public Future<Namespace> createNamespace(Namespace wanted) {
    return done(
        () -> {
          var taken = namespaces.putIfAbsent(wanted.id(), wanted);
          if (taken != null) {
            throw new NamespaceAlreadyExists(taken.name(), taken.id(), taken.creatorRequestId());
          }
          return wanted;
        });
  }

  @Override
  public Future<Void> deleteNamespace(String id) {
    return done(
        () -> {
          existingNamespace(id);
          if (services.values().stream().anyMatch(e -> e.service().namespaceId().equals(id))) {
            throw new ResourceInUse("Namespace contains services; delete them first");
          }
          namespaces.remove(id);
          return null;
        });
  }

  @Override
  public Future<ServiceEntry> createService(Service wanted) {
    return done(
        () -> {
          var namespace = existingNamespace(wanted.namespaceId());
          var taken = services.get(wanted.id());
          if (taken != null) {
            var service = taken.service();
            throw new ServiceAlreadyExists(
                service.name(), service.id(), service.creatorRequestId());
          }
          return keep(new ServiceEntry(namespace.name(), wanted, Map.of(), ++revision, revision));
        });
  }

  @Override
  public Future<ServiceEntry> updateService(Service changed) {
    return done(
        () -> {
          var entry = existing(changed.id());
          return keep(
              new ServiceEntry(
                  entry.namespace(),
                  changed,
                  entry.instances(),
                  ++revision,
                  entry.instancesRevision()));
        });
  }

  @Override
  public Future<Void> deleteService(String id) {
    return done(
        () -> {
          if (!existing(id).instances().isEmpty()) {
            throw new ResourceInUse(
                "Service contains registered instances; delete the instances before deleting the"
                    + " service");
          }
          services.remove(id);
          return null;
        });
  }

  @Override
  public Future<ServiceEntry> putInstance(String serviceId, Instance instance) {
    return done(
        () -> {
          var entry = existing(serviceId);
          var instances = new HashMap<>(entry.instances());
          instances.put(instance.id(), instance);
          return keep(with(entry, instances));
        });
  }

  @Override
  public Future<ServiceEntry> removeInstance(String serviceId, String instanceId) {
    return done(
        () -> {
          var entry = existing(serviceId);
          var instances = new HashMap<>(entry.instances());
          if (instances.remove(instanceId) == null) {
            throw new InstanceNotFound(serviceId, instanceId);
          }
          return keep(with(entry, instances));
        });
  }

  @Override
  public Future<ServiceEntry> setHealth(String serviceId, String instanceId, HealthStatus status) {
    return done(
        () -> {
          var entry = existing(serviceId);
          var instances = new HashMap<>(entry.instances());
          instances.computeIfPresent(instanceId, (id, i) -> i.withHealthStatus(status));
          return keep(
              new ServiceEntry(
                  entry.namespace(),
                  entry.service(),
                  instances,
                  ++revision,
                  entry.instancesRevision()));
        });
  }

  @Override
  public Future<Void> putOperation(Operation operation) {
    return done(
        () -> {
          operations.removeIf(known -> known.id().equals(operation.id()));
          operations.addFirst(operation);
          return null;
        });
  }

  @Override
  public Future<Operation> operation(String id) {
    return done(
        () ->
            operations.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new OperationNotFound(id)));
  }

  @Override
  public Future<Collection<Operation>> operations() {
    return done(() -> new ArrayList<>(operations));
  }

  private ServiceEntry with(ServiceEntry entry, Map<String, Instance> instances) {
    return new ServiceEntry(entry.namespace(), entry.service(), instances, ++revision, revision);
  }

  private ServiceEntry keep(ServiceEntry entry) {
    services.put(entry.service().id(), entry);
    return entry;
  }

  private Namespace existingNamespace(String id) {
    var found = namespaces.get(id);
    if (found == null) {
      throw new NamespaceNotFound(id);
    }
    return found;
  }

  private ServiceEntry existing(String id) {
    var found = services.get(id);
    if (found == null) {
      throw new ServiceNotFound(id);
    }
    return found;
  }

  private synchronized <T> Future<T> done(Callable<T> step) {
    try {
      return Future.succeededFuture(step.call());
    } catch (CatalogException e) {
      return Future.failedFuture(e);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
