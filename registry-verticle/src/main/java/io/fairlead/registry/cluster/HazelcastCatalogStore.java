package io.fairlead.registry.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.fairlead.registry.catalog.CatalogStore;
import io.fairlead.registry.catalog.NamespaceChange;
import io.fairlead.registry.catalog.Operation;
import io.fairlead.registry.catalog.Outcome;
import io.fairlead.registry.catalog.Refusal;
import io.fairlead.registry.catalog.ServiceChange;
import io.fairlead.registry.catalog.Stored;
import io.fairlead.registry.catalog.StoredNamespace;
import io.fairlead.registry.catalog.StoredService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the catalog in maps that all registry nodes share; each key is changed by one member at a
 * time and acknowledged by two backups, as far as there are so many members.
 */
public final class HazelcastCatalogStore implements CatalogStore {
  private static final Logger LOG = LoggerFactory.getLogger(HazelcastCatalogStore.class);
  private static final String COMPLETE_AT = "complete-at";

  private final HazelcastInstance hazelcast;
  private final ClusterCall calls;
  private final IMap<String, StoredNamespace> namespaces;
  private final IMap<String, StoredService> services;
  private final IMap<String, Operation> operations;
  private final IMap<String, Long> marks;

  public HazelcastCatalogStore(Vertx vertx, HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
    this.calls = new ClusterCall(vertx);
    this.namespaces = hazelcast.getMap(ClusterMaps.NAMESPACES);
    this.services = hazelcast.getMap(ClusterMaps.SERVICES);
    this.operations = hazelcast.getMap(ClusterMaps.OPERATIONS);
    this.marks = hazelcast.getMap(ClusterMaps.MARKS);
  }

  @Override
  public Future<Outcome<StoredNamespace>> change(String id, NamespaceChange change) {
    return made(calls.async(() -> namespaces.submitToKey(id, new ChangeStep<>(change))));
  }

  @Override
  public Future<Outcome<StoredService>> change(String id, ServiceChange change) {
    return made(calls.async(() -> services.submitToKey(id, new ChangeStep<>(change))));
  }

  @Override
  public Future<StoredNamespace> namespace(String id) {
    return calls
        .async(() -> namespaces.getAsync(id))
        .map(found -> found == null ? StoredNamespace.absent(id) : found);
  }

  @Override
  public Future<StoredService> service(String id) {
    return calls
        .async(() -> services.getAsync(id))
        .map(found -> found == null ? StoredService.absent(id) : found);
  }

  @Override
  public Future<Map<String, Long>> fingerprints() {
    return calls.blocking(
        () -> {
          var all = new HashMap<>(namespaces.executeOnEntries(new FingerprintStep<>()));
          all.putAll(services.executeOnEntries(new FingerprintStep<>()));
          return all;
        });
  }

  @Override
  public Future<Contents> contents() {
    return calls.blocking(
        () -> new Contents(List.copyOf(namespaces.values()), List.copyOf(services.values())));
  }

  @Override
  public Future<Void> listen(Listener listener) {
    return calls.blocking(
        () -> {
          namespaces.addEntryListener(new Announcements<StoredNamespace>(listener::changed), true);
          services.addEntryListener(new Announcements<StoredService>(listener::changed), true);
          Upheaval.watch(
              hazelcast,
              () -> changed("has grown", listener),
              () -> changed("lost a node, or was split and is whole again", listener));
          return null;
        });
  }

  private void changed(String how, Listener listener) {
    LOG.info("the cluster {}; registry nodes: {}", how, nodes());
    listener.unsettled();
  }

  private <S extends Stored> Future<Outcome<S>> made(Future<Outcome<S>> change) {
    return change.compose(
        outcome ->
            outcome.refusal() == Refusal.TOO_FEW_NODES
                ? Future.failedFuture(WriteQuorum.of(hazelcast).refusal())
                : Future.succeededFuture(outcome));
  }

  @Override
  public boolean takesChanges() {
    return WriteQuorum.of(hazelcast).isMet();
  }

  @Override
  public int nodes() {
    return hazelcast.getCluster().getMembers().size();
  }

  @Override
  public Future<Void> putOperation(Operation operation) {
    return calls.async(() -> operations.setAsync(operation.id(), operation));
  }

  @Override
  public Future<Operation> operation(String id) {
    return calls.async(() -> operations.getAsync(id));
  }

  @Override
  public Future<Collection<Operation>> operations() {
    return calls.blocking(operations::values);
  }

  @Override
  public Future<Long> completeAt(long settleMillis) {
    return calls.blocking(
        () -> {
          long wanted = nowMillis() + settleMillis;
          var earlier = marks.putIfAbsent(COMPLETE_AT, wanted);
          return earlier == null ? wanted : earlier;
        });
  }

  @Override
  public long nowMillis() {
    return hazelcast.getCluster().getClusterTime();
  }
}
