package io.fairlead.registry.lease;

import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.ResourceIds;
import io.fairlead.catalog.bus.Bus;
import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.BusFailure;
import io.fairlead.catalog.bus.Deregistered;
import io.fairlead.catalog.bus.Lease;
import io.fairlead.catalog.bus.LeaseHolder;
import io.fairlead.catalog.bus.Registration;
import io.fairlead.registry.catalog.CatalogException;
import io.fairlead.registry.catalog.Labels;
import io.fairlead.registry.catalog.NodeCatalog;
import io.fairlead.registry.catalog.ServiceEntry;
import io.fairlead.registry.lease.LeaseObserver.Answer;
import io.vertx.core.Future;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers sidecars: register, renew, deregister. */
public final class LeaseOperations {
  /** A namespace or service that is removed at the same moment is made again so many times. */
  private static final int ATTEMPTS = 3;

  private final NodeCatalog catalog;
  private final LeaseStore leases;
  private final RegistrationShapes shapes;
  private final LeaseObserver observer;

  public LeaseOperations(
      NodeCatalog catalog, LeaseStore leases, LeaseSettings settings, LeaseObserver observer) {
    this.catalog = catalog;
    this.leases = leases;
    this.shapes = new RegistrationShapes(settings);
    this.observer = observer;
  }

  /** Begins to answer on this node's bus. */
  public List<MessageConsumer<?>> bind(Bus bus) {
    return List.of(
        bus.answer(BusAddress.REGISTER, Registration.class, this::register),
        bus.answer(BusAddress.RENEW, LeaseHolder.class, this::renew),
        bus.answer(BusAddress.DEREGISTER, LeaseHolder.class, this::deregister));
  }

  /** Makes what is missing, puts the instance there and grants a lease. */
  Future<Lease> register(Registration asked) {
    return watched(
        "register", () -> refusal(RegistrationRules.violation(asked), () -> put(asked, ATTEMPTS)));
  }

  /** Prolongs a lease; {@link BusFailure#NOT_FOUND} asks the holder to register. */
  Future<Lease> renew(LeaseHolder holder) {
    return watched("renew", () -> refusal(violation(holder), () -> prolong(holder)));
  }

  /** Removes the instance and its lease; an unknown one is removed already. */
  Future<Deregistered> deregister(LeaseHolder holder) {
    return watched("deregister", () -> refusal(violation(holder), () -> remove(holder)));
  }

  private Future<Lease> put(Registration asked, int attempts) {
    return namespace(asked.namespace())
        .compose(namespace -> put(asked, namespace))
        .recover(
            failure ->
                failure instanceof CatalogException.NamespaceNotFound && attempts > 1
                    ? put(asked, attempts - 1)
                    : Future.failedFuture(failure));
  }

  private Future<Lease> put(Registration asked, Namespace namespace) {
    var wanted = shapes.service(asked, namespace, System.currentTimeMillis());
    var instance = shapes.instance(asked);
    long granted = shapes.leaseMillis(asked.leaseMillis());
    var lease =
        HeldLease.from(leases.nowMillis(), namespace.name(), wanted.id(), instance.id(), granted);
    return leases
        .change(lease.key(), new LeaseChange.Grant(lease))
        .compose(before -> catalog.register(wanted, instance, !before.answer()))
        .map(entry -> new Lease(wanted.id(), entry.revision(), granted));
  }

  /** Whoever else makes it at the same time makes the same one, since its id is derived. */
  private Future<Namespace> namespace(String name) {
    var known = catalog.namespaceNamed(name);
    if (known.isPresent()) {
      return Future.succeededFuture(known.get());
    }
    var wanted = shapes.namespace(name, System.currentTimeMillis());
    return catalog
        .createNamespace(wanted, Labels.NONE)
        .recover(
            failure ->
                failure instanceof CatalogException.NamespaceAlreadyExists
                    ? catalog.namespace(wanted.id())
                    : Future.failedFuture(failure));
  }

  private Future<Lease> prolong(LeaseHolder holder) {
    return serviceOf(holder)
        .filter(id -> isRegistered(id, holder.instanceId()))
        .map(id -> prolong(id, holder))
        .orElseGet(() -> Future.failedFuture(unknown(holder)));
  }

  private Future<Lease> prolong(String serviceId, LeaseHolder holder) {
    String key = HeldLease.key(serviceId, holder.instanceId());
    return leases
        .change(key, new LeaseChange.Renew(leases.nowMillis()))
        .compose(
            renewed ->
                renewed.answer()
                    ? Future.succeededFuture(
                        new Lease(serviceId, revision(serviceId), renewed.held().leaseMillis()))
                    : Future.failedFuture(unknown(holder)));
  }

  private Future<Deregistered> remove(LeaseHolder holder) {
    var serviceId = serviceOf(holder);
    if (serviceId.isEmpty()) {
      return Future.succeededFuture(new Deregistered(0));
    }
    String key = HeldLease.key(serviceId.get(), holder.instanceId());
    return catalog
        .removeInstance(serviceId.get(), holder.instanceId())
        .map(ServiceEntry::revision)
        .recover(
            failure -> isGone(failure) ? Future.succeededFuture(0L) : Future.failedFuture(failure))
        .compose(
            revision ->
                leases
                    .change(key, new LeaseChange.Release())
                    .map(released -> new Deregistered(revision)));
  }

  /** What is not there any more needs no removing; any other failure is one. */
  private static boolean isGone(Throwable failure) {
    return failure instanceof CatalogException.ServiceNotFound
        || failure instanceof CatalogException.InstanceNotFound;
  }

  private Optional<String> serviceOf(LeaseHolder holder) {
    return catalog
        .namespaceNamed(holder.namespace())
        .map(n -> ResourceIds.serviceId(n.type(), n.id(), holder.discoveryName()));
  }

  private boolean isRegistered(String serviceId, String instanceId) {
    return catalog
        .knownService(serviceId)
        .filter(entry -> entry.instances().containsKey(instanceId))
        .isPresent();
  }

  private long revision(String serviceId) {
    return catalog.knownService(serviceId).map(ServiceEntry::revision).orElse(0L);
  }

  private static Optional<String> violation(LeaseHolder holder) {
    return RegistrationRules.violation(
        holder.namespace(), holder.discoveryName(), holder.instanceId());
  }

  private static <T> Future<T> refusal(Optional<String> violation, Supplier<Future<T>> otherwise) {
    return violation
        .<Future<T>>map(v -> Future.failedFuture(BusFailure.of(BusFailure.INVALID, v)))
        .orElseGet(otherwise);
  }

  private static RuntimeException unknown(LeaseHolder holder) {
    return BusFailure.of(
        BusFailure.NOT_FOUND,
        "instance " + holder.instanceId() + ": holds no lease (expected: register again)");
  }

  private <T> Future<T> watched(String operation, Supplier<Future<T>> work) {
    long begun = System.nanoTime();
    return work.get()
        .recover(failure -> Future.failedFuture(LeaseFailures.toReply(failure)))
        .onComplete(
            done ->
                observer.answered(
                    operation,
                    done.succeeded() ? Answer.OK : LeaseFailures.answer(done.cause()),
                    System.nanoTime() - begun));
  }
}
