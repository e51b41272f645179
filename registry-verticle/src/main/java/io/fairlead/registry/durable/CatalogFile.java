package io.fairlead.registry.durable;

import io.fairlead.registry.catalog.Operation;
import io.fairlead.registry.catalog.StoredNamespace;
import io.fairlead.registry.catalog.StoredService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.StringDataType;

/**
 * The copy as an MVStore file of format {@value #VERSION} (format 1 is {@link FirstFormat}'s). A
 * commit appends a chunk and is whole or not there at all, so that a process killed while it writes
 * leaves the commit before.
 */
final class CatalogFile implements CopyFile {
  static final int VERSION = 2;

  private static final String FORMAT = "format";
  private static final String NODE = "node";
  private static final String ALIVE = "alive";

  /** Chunks that nothing refers to are written over after this; all that counts is synced. */
  private static final int RETENTION_MILLIS = 1_000;

  /** A copy is read once, so there is little to cache. */
  private static final int CACHE_MEGABYTES = 4;

  private static final int COMPACT_EVERY_BYTES = 8 << 20;
  private static final int COMPACT_BYTES = 4 << 20;
  private static final int FILL_PERCENT = 50;

  private final MVStore store;
  private final MVMap<String, String> header;
  private final MVMap<String, String> namespaces;
  private final MVMap<String, String> services;
  private final MVMap<String, String> instances;
  private final MVMap<String, String> operations;
  private long sizeCompacted;

  /**
   * @param node written into it, for people
   */
  private CatalogFile(MVStore store, String node) {
    this.store = store;
    this.header = map("header");
    this.namespaces = map("namespaces");
    this.services = map("services");
    this.instances = map("instances");
    this.operations = map("operations");
    this.sizeCompacted = store.getFileStore().size();
    requireFormat();
    header.put(FORMAT, Integer.toString(VERSION));
    header.put(NODE, node);
  }

  /** Fails with MVStore's exception, {@link DamagedCopy} or {@link NewerFormat}. */
  static CatalogFile open(String file, String node) {
    var store =
        new MVStore.Builder().fileName(file).autoCommitDisabled().cacheSize(CACHE_MEGABYTES).open();
    try {
      store.setRetentionTime(RETENTION_MILLIS);
      store.setVersionsToKeep(0);
      return new CatalogFile(store, node);
    } catch (RuntimeException e) {
      store.closeImmediately();
      throw e;
    }
  }

  private MVMap<String, String> map(String name) {
    return store.openMap(
        name,
        new MVMap.Builder<String, String>()
            .keyType(StringDataType.INSTANCE)
            .valueType(StringDataType.INSTANCE));
  }

  private void requireFormat() {
    var written = header.get(FORMAT);
    if (written != null && Integer.parseInt(written) > VERSION) {
      throw new NewerFormat(written);
    }
  }

  @Override
  public Contents read() {
    List<StoredNamespace> readNamespaces = new ArrayList<>();
    namespaces.forEach((id, row) -> readNamespaces.add(Rows.read(row, StoredNamespace.class)));
    List<Operation> readOperations = new ArrayList<>();
    operations.forEach((id, row) -> readOperations.add(Rows.read(row, Operation.class)));
    return new Contents(
        readNamespaces,
        readServices(),
        readOperations,
        Long.parseLong(header.getOrDefault(ALIVE, "0")));
  }

  private List<StoredService> readServices() {
    Map<String, Map<String, Rows.InstanceRow>> rows = new HashMap<>();
    instances.forEach(
        (key, row) -> {
          int slash = key.indexOf('/');
          rows.computeIfAbsent(key.substring(0, slash), id -> new HashMap<>())
              .put(key.substring(slash + 1), Rows.read(row, Rows.InstanceRow.class));
        });
    List<StoredService> read = new ArrayList<>();
    services.forEach(
        (id, row) ->
            read.add(
                Rows.withInstances(
                    Rows.read(row, StoredService.class), rows.getOrDefault(id, Map.of()))));
    return read;
  }

  @Override
  public void write(Changes changes) {
    for (var change : changes.things()) {
      var thing = change.after() == null ? change.before() : change.after();
      if (thing instanceof StoredNamespace) {
        put(namespaces, thing.id(), change.after());
      } else {
        put((StoredService) change.before(), (StoredService) change.after());
      }
    }
    changes.operations().forEach(o -> put(operations, o.id(), o));
    changes.forgotten().forEach(operations::remove);
    header.put(ALIVE, Long.toString(changes.aliveMicros()));
    store.commit();
    store.sync();
    compactNowAndThen();
  }

  private static void put(MVMap<String, String> map, String id, Object row) {
    if (row == null) {
      map.remove(id);
    } else {
      map.put(id, Rows.text(row));
    }
  }

  /** Only instances that were touched have another stamp. */
  private void put(StoredService before, StoredService after) {
    String id = after == null ? before.id() : after.id();
    put(services, id, after == null ? null : Rows.withoutInstances(after));
    var had = before == null ? Map.<String, Object>of() : before.stamps();
    var has = after == null ? Map.<String, Object>of() : after.stamps();
    for (String gone : had.keySet()) {
      if (!has.containsKey(gone)) {
        instances.remove(Rows.key(id, gone));
      }
    }
    has.forEach(
        (instanceId, stamp) -> {
          if (!stamp.equals(had.get(instanceId)) || before.isRemoved() != after.isRemoved()) {
            put(instances, Rows.key(id, instanceId), Rows.InstanceRow.of(after, instanceId));
          }
        });
  }

  /** Rewrites a few chunks that are mostly waste, so that the file stays in proportion. */
  private void compactNowAndThen() {
    if (store.getFileStore().size() - sizeCompacted >= COMPACT_EVERY_BYTES) {
      store.compact(FILL_PERCENT, COMPACT_BYTES);
      store.sync();
      sizeCompacted = store.getFileStore().size();
    }
  }

  @Override
  public void close() {
    // All that counts is committed; and what could not be must not be tried once more here.
    store.closeImmediately();
  }

  /** A later release wrote it. */
  static final class NewerFormat extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NewerFormat(String version) {
      super("it has format " + version + ", this release reads up to " + VERSION);
    }
  }
}
