package io.fairlead.registry.catalog;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Keeps the catalog in this process's memory: for {@code fairlead dev}. Safe for any thread. */
public final class LocalCatalogStore implements CatalogStore {
  private static final String NODE = "local";
  private static final int OPERATIONS_MAX = 10_000;
  private static final long OPERATION_KEPT_MILLIS = TimeUnit.HOURS.toMillis(1);

  private final LongSupplier clock;
  private final Map<String, StoredNamespace> namespaces = new HashMap<>();
  private final Map<String, StoredService> services = new HashMap<>();
  private final Map<String, Operation> operations = new LinkedHashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private Long completeAt;

  /**
   * @param clock milliseconds since the epoch
   */
  public LocalCatalogStore(LongSupplier clock) {
    this.clock = clock;
  }

  @Override
  public Future<Outcome<StoredNamespace>> change(String id, NamespaceChange change) {
    return make(namespaces, id, change, n -> listeners.forEach(l -> l.changed(n)));
  }

  @Override
  public Future<Outcome<StoredService>> change(String id, ServiceChange change) {
    return make(services, id, change, s -> listeners.forEach(l -> l.changed(s)));
  }

  @Override
  public synchronized Future<StoredNamespace> namespace(String id) {
    return Future.succeededFuture(namespaces.getOrDefault(id, StoredNamespace.absent(id)));
  }

  @Override
  public synchronized Future<StoredService> service(String id) {
    return Future.succeededFuture(services.getOrDefault(id, StoredService.absent(id)));
  }

  @Override
  public synchronized Future<Map<String, Long>> fingerprints() {
    Map<String, Long> all = new HashMap<>();
    namespaces.forEach((id, namespace) -> all.put(id, namespace.fingerprint()));
    services.forEach((id, service) -> all.put(id, service.fingerprint()));
    return Future.succeededFuture(all);
  }

  @Override
  public synchronized Future<Contents> contents() {
    return Future.succeededFuture(
        new Contents(List.copyOf(namespaces.values()), List.copyOf(services.values())));
  }

  @Override
  public Future<Void> listen(Listener listener) {
    listeners.add(listener);
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Void> putOperation(Operation operation) {
    operations.put(operation.id(), operation);
    long oldest = clock.getAsLong() - OPERATION_KEPT_MILLIS;
    var all = operations.values().iterator();
    while (all.hasNext()
        && (all.next().createdAtMillis() < oldest || operations.size() > OPERATIONS_MAX)) {
      all.remove();
    }
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Operation> operation(String id) {
    return Future.succeededFuture(operations.get(id));
  }

  @Override
  public synchronized Future<Collection<Operation>> operations() {
    return Future.succeededFuture(List.copyOf(operations.values()));
  }

  @Override
  public synchronized Future<Long> completeAt(long settleMillis) {
    if (completeAt == null) {
      completeAt = nowMillis() + settleMillis;
    }
    return Future.succeededFuture(completeAt);
  }

  @Override
  public long nowMillis() {
    return clock.getAsLong();
  }

  @Override
  public int nodes() {
    return 1;
  }

  private Moment now() {
    return new Moment(TimeUnit.MILLISECONDS.toMicros(clock.getAsLong()), NODE);
  }

  private <S extends Stored> Future<Outcome<S>> make(
      Map<String, S> kept, String id, StoredChange<S> change, Consumer<S> announce) {
    Outcome<S> outcome;
    boolean changed;
    synchronized (this) {
      var held = kept.getOrDefault(id, change.absent(id));
      outcome = change.applyTo(held, now());
      changed = outcome.held().revision() != held.revision();
      if (changed) {
        kept.put(id, outcome.held());
      }
    }
    if (changed) {
      announce.accept(outcome.held());
    }
    return Future.succeededFuture(outcome);
  }
}
