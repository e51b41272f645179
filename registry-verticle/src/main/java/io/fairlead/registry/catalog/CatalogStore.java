package io.fairlead.registry.catalog;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Where the catalog is kept, for one process or for a cluster. May be called from any thread and
 * never blocks it; futures complete on the caller's context when it has one, and fail only when the
 * store cannot be reached or, with {@link CatalogException.Unavailable}, takes no changes now.
 */
public interface CatalogStore {
  /** Makes a change in one atomic step; acknowledged once its backups have it. */
  Future<Outcome<StoredNamespace>> change(String id, NamespaceChange change);

  /** Makes a change in one atomic step; acknowledged once its backups have it. */
  Future<Outcome<StoredService>> change(String id, ServiceChange change);

  /** What is kept under this id now, {@link StoredNamespace#absent} when nothing is. */
  Future<StoredNamespace> namespace(String id);

  /** What is kept under this id now, {@link StoredService#absent} when nothing is. */
  Future<StoredService> service(String id);

  /** The {@link Stored#fingerprint} of everything that is kept now, removals included, by id. */
  Future<Map<String, Long>> fingerprints();

  /** Everything that is kept now; expensive. */
  Future<Contents> contents();

  /**
   * Announces every change, whoever makes it, within milliseconds; late, twice and out of order at
   * worst. Done when nothing that is changed from now on is missed.
   *
   * @param listener called from any thread, must not block
   */
  Future<Void> listen(Listener listener);

  /** Remembers an operation for an hour, as long as there is room. */
  Future<Void> putOperation(Operation operation);

  /** The operation of this id, or null. */
  Future<Operation> operation(String id);

  /** Every operation remembered, in no order. */
  Future<Collection<Operation>> operations();

  /**
   * When the catalog may be taken for complete: a store that is found empty is being filled for a
   * while, and whoever finds it so first says for how long.
   *
   * @return milliseconds on this store's clock
   */
  Future<Long> completeAt(long settleMillis);

  /** The clock that all nodes of the store share, in milliseconds since the epoch. */
  long nowMillis();

  /** Whether enough nodes are together for changes to be made; from any thread. */
  default boolean takesChanges() {
    return true;
  }

  /** How many nodes share the store now, this one included; from any thread. */
  int nodes();

  /** Everything kept, removals included. */
  record Contents(List<StoredNamespace> namespaces, List<StoredService> services) {
    public Contents {
      namespaces = List.copyOf(namespaces);
      services = List.copyOf(services);
    }
  }

  /** Who is told of changes. */
  interface Listener {
    /** A namespace came, changed or was removed. */
    void changed(StoredNamespace namespace);

    /** A service came, changed or was removed. */
    void changed(StoredService service);

    /** Announcements may have been missed, or members lost: compare everything. */
    void unsettled();
  }
}
