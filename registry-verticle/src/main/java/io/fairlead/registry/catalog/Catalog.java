package io.fairlead.registry.catalog;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Instance;
import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.Service;
import io.fairlead.catalog.policy.TrafficPolicy;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Everything registered, as one registry node sees it. Reads come from this node's copy, which
 * follows the cluster within milliseconds and contains this node's own acknowledged writes; looking
 * up a single id that the copy lacks asks the cluster before it fails. Writes are acknowledged once
 * the cluster has them. May be called from any thread; futures complete on the caller's context
 * when it has one. Failures are {@link CatalogException}s.
 */
public interface Catalog {
  /** Every namespace, ordered by id. */
  Collection<Namespace> namespaces();

  /**
   * Namespaces of this name without regard to case, the oldest first; costs the same however many
   * there are.
   */
  List<Namespace> namespacesNamed(String name);

  /** How much a namespace holds; costs the same however much there is. */
  NamespaceTally tally(String namespaceId);

  /** Every service with its instances, ordered by id. */
  Collection<ServiceEntry> services();

  /** Fails with {@link CatalogException.NamespaceNotFound}. */
  Future<Namespace> namespace(String id);

  /** Fails with {@link CatalogException.ServiceNotFound}. */
  Future<ServiceEntry> service(String id);

  /**
   * The service as this node knows it when it knows the instance, else as the cluster does.
   *
   * <p>Fails with {@link CatalogException.ServiceNotFound}; the instance may be missing all the
   * same.
   */
  Future<ServiceEntry> serviceWith(String id, String instanceId);

  /** The service as the cluster knows it now; fails as {@link #service} does. */
  Future<ServiceEntry> latestService(String id);

  /**
   * The service of this name.
   *
   * <p>Fails with {@link CatalogException.NamespaceNotFound} or {@link
   * CatalogException.ServiceNotFound}.
   *
   * @param namespaceName the namespace's name (its {@code HttpName})
   */
  Future<ServiceEntry> serviceByName(String namespaceName, String serviceName);

  /** Fails with {@link CatalogException.NamespaceAlreadyExists} when the id is taken. */
  Future<Namespace> createNamespace(Namespace wanted, Labels labels);

  /**
   * Changes what may change; fails when it is gone.
   *
   * @param description null to keep what is there
   * @param soaTtlSeconds null to keep what is there
   */
  Future<Namespace> updateNamespace(String id, String description, Long soaTtlSeconds);

  /** What is written on it; fails with {@link CatalogException.NamespaceNotFound}. */
  Future<Labels> namespaceLabels(String id);

  /** Fails with {@link CatalogException.TooManyTags}. */
  Future<Void> tagNamespace(String id, Labels.Edit tags);

  /** Fails with {@link CatalogException.ResourceInUse} while it holds services. */
  Future<Void> deleteNamespace(String id);

  /**
   * Fails with {@link CatalogException.ServiceAlreadyExists} when the id is taken, {@link
   * CatalogException.NamespaceNotFound} when its namespace is gone.
   */
  Future<ServiceEntry> createService(Service wanted, Labels labels);

  /** Replaces what may change of a service; fails when it is gone. */
  Future<ServiceEntry> updateService(Service changed);

  /** Fails with {@link CatalogException.TooManyTags}. */
  Future<ServiceEntry> tagService(String id, Labels.Edit tags);

  /** Fails with {@link CatalogException.ServiceAttributesLimitExceeded}. */
  Future<ServiceEntry> setServiceAttributes(String id, Labels.Edit attributes);

  /**
   * Replaces what is said about a service's traffic; the same again changes nothing. Fails with
   * {@link CatalogException.PolicyVersionMismatch}, and when the service is gone.
   *
   * @param policy {@link TrafficPolicy#NONE} to say nothing
   * @param ifVersion the version to be replaced, 0 for none yet; null for any
   */
  Future<ServiceEntry> setPolicy(String id, TrafficPolicy policy, Long ifVersion);

  /** Fails with {@link CatalogException.ResourceInUse} while it holds instances. */
  Future<Void> deleteService(String id);

  /** Adds or replaces an instance; fails when the service is gone or full. */
  Future<ServiceEntry> putInstance(String serviceId, Instance instance);

  /** Fails with {@link CatalogException.InstanceNotFound}. */
  Future<ServiceEntry> removeInstance(String serviceId, String instanceId);

  /** Changes the status; the same status again changes nothing and raises no revision. */
  Future<ServiceEntry> setHealth(String serviceId, String instanceId, HealthStatus status);

  /**
   * Takes over a status that the application pushes: HEALTHY at once, UNHEALTHY after a while.
   *
   * @param delay how long UNHEALTHY waits for HEALTHY to come in between; zero not at all
   */
  Future<ServiceEntry> pushHealth(
      String serviceId, String instanceId, HealthStatus status, Duration delay);

  /**
   * Makes a pushed UNHEALTHY the status once its wait is over.
   *
   * @return false when it was taken back, is not due, or the instance is gone
   */
  Future<Boolean> confirmUnhealthy(String serviceId, String instanceId);

  /** Remembers an operation so that every registry node can tell of it; old ones are forgotten. */
  Future<Void> putOperation(Operation operation);

  /** Fails with {@link CatalogException.OperationNotFound}. */
  Future<Operation> operation(String id);

  /** Operations of the recent past that this node knows of, newest first. */
  Future<Collection<Operation>> operations();
}
