package io.fairlead.registry.durable;

import io.fairlead.registry.catalog.Operation;
import io.fairlead.registry.catalog.Removals;
import io.fairlead.registry.catalog.ServiceMerge;
import io.fairlead.registry.catalog.Stored;
import io.fairlead.registry.catalog.StoredNamespace;
import io.fairlead.registry.catalog.StoredService;
import io.fairlead.registry.durable.CopyFile.Change;
import io.fairlead.registry.durable.CopyFile.Changes;
import io.fairlead.registry.durable.CopyFile.Contents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What a copy has to hold, what its disk holds, and who waits for the difference. Of each thing
 * only the latest state is queued, so the queue is never longer than the catalog. What comes from
 * two lines of changes is merged, not chosen among: both were acknowledged by somebody.
 */
final class CopyQueue {
  private static final int OPERATIONS_MAX = 10_000;
  private static final long OPERATION_KEPT_MILLIS = TimeUnit.HOURS.toMillis(1);
  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  private final Map<String, Stored> known = new HashMap<>();
  private final Map<String, Stored> onDisk = new HashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();

  /** The oldest first. */
  private final Map<String, Operation> operations = new LinkedHashMap<>();

  private final Set<String> changedOperations = new LinkedHashSet<>();
  private final Set<String> forgottenOperations = new LinkedHashSet<>();
  private CompletableFuture<Void> waiting = new CompletableFuture<>();
  private Batch underWay;
  private boolean woken;

  /** What is written in one commit, and who waits for it. */
  record Batch(Map<String, Stored> things, Changes changes, CompletableFuture<Void> done) {
    boolean isEmpty() {
      return changes.things().isEmpty()
          && changes.operations().isEmpty()
          && changes.forgotten().isEmpty();
    }
  }

  /** Takes over what is on the disk, whatever was thought to be there. */
  synchronized void isOnDisk(Contents contents) {
    onDisk.clear();
    contents.namespaces().forEach(this::isOnDisk);
    contents.services().forEach(this::isOnDisk);
    contents.operations().forEach(o -> operations.putIfAbsent(o.id(), o));
  }

  private void isOnDisk(Stored row) {
    var latest = merged(known.get(row.id()), row);
    known.put(row.id(), latest);
    onDisk.put(row.id(), isSame(latest, row) ? latest : row);
  }

  /** Forgets what is on the disk, and lets the disk forget it. */
  synchronized void forget(Contents contents) {
    contents.namespaces().forEach(n -> forget(n.id()));
    contents.services().forEach(s -> forget(s.id()));
  }

  private void forget(String id) {
    known.remove(id);
    changed.add(id);
  }

  /** Forgets removals that were made before, as everybody else has. */
  synchronized void forgetRemovals(long nowMicros) {
    long highest = known.values().stream().mapToLong(Stored::revision).max().orElse(0);
    known.values().stream()
        .filter(Removals.forgotten(nowMicros, highest))
        .map(Stored::id)
        .toList()
        .forEach(this::forget);
  }

  /** Done when this, or what came after it, is on the disk. */
  synchronized CompletableFuture<Void> add(Stored incoming) {
    String id = incoming.id();
    var latest = merged(known.get(id), incoming);
    known.put(id, latest);
    if (latest == onDisk.get(id)) {
      return DONE;
    }
    if (underWay != null && underWay.things().get(id) == latest) {
      return underWay.done();
    }
    changed.add(id);
    notifyAll();
    return waiting;
  }

  /** Done when it is on the disk. */
  synchronized CompletableFuture<Void> add(Operation operation) {
    operations.remove(operation.id());
    operations.put(operation.id(), operation);
    changedOperations.add(operation.id());
    forgottenOperations.remove(operation.id());
    long oldest = operation.createdAtMillis() - OPERATION_KEPT_MILLIS;
    var all = operations.values().iterator();
    while (all.hasNext()) {
      var eldest = all.next();
      if (eldest.createdAtMillis() >= oldest && operations.size() <= OPERATIONS_MAX) {
        break;
      }
      all.remove();
      changedOperations.remove(eldest.id());
      forgottenOperations.add(eldest.id());
    }
    notifyAll();
    return waiting;
  }

  synchronized int size() {
    return changed.size() + changedOperations.size();
  }

  /** Returns when something is queued, or after a while. */
  synchronized void await(long nanos) {
    pause(nanos, () -> size() > 0);
  }

  /** Returns after a while, or when woken to something that ends the pause. */
  synchronized void pause(long nanos, BooleanSupplier over) {
    long end = System.nanoTime() + nanos;
    try {
      for (long left = nanos; left > 0 && !woken && !over.getAsBoolean(); ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      }
    } catch (InterruptedException e) {
      woken = true;
    }
  }

  /** Ends every pause, for good. */
  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  /** All that is queued. */
  synchronized Batch take(long nowMicros) {
    return batch(changed, changedOperations, nowMicros);
  }

  /** All that the disk lacks, queued or not. */
  synchronized Batch missed(long nowMicros) {
    Set<String> ids = new LinkedHashSet<>(known.keySet());
    ids.addAll(onDisk.keySet());
    return batch(ids, operations.keySet(), nowMicros);
  }

  private Batch batch(Set<String> ids, Set<String> operationIds, long nowMicros) {
    Map<String, Stored> things = new HashMap<>();
    List<Change> changes = new ArrayList<>();
    for (String id : ids) {
      var before = onDisk.get(id);
      var after = known.get(id);
      if (before != after) {
        things.put(id, after);
        changes.add(new Change(before, after));
      }
    }
    Collection<Operation> ended = operationIds.stream().map(operations::get).toList();
    underWay =
        new Batch(
            things,
            new Changes(changes, ended, List.copyOf(forgottenOperations), nowMicros),
            waiting);
    changed.clear();
    changedOperations.clear();
    forgottenOperations.clear();
    waiting = new CompletableFuture<>();
    return underWay;
  }

  /** The batch is on the disk. */
  void written(Batch batch) {
    synchronized (this) {
      batch.things().forEach(this::isWritten);
      underWay = null;
    }
    batch.done().complete(null);
  }

  private void isWritten(String id, Stored after) {
    if (after == null) {
      onDisk.remove(id);
    } else {
      onDisk.put(id, after);
    }
  }

  /** Nothing comes onto the disk for now: tells all who wait. */
  void fail(RuntimeException why) {
    CompletableFuture<Void> told;
    Batch failed;
    synchronized (this) {
      failed = underWay;
      underWay = null;
      told = waiting;
      waiting = new CompletableFuture<>();
    }
    if (failed != null) {
      failed.done().completeExceptionally(why);
    }
    told.completeExceptionally(why);
  }

  private static Stored merged(Stored one, Stored other) {
    if (one == null) {
      return other;
    }
    return one instanceof StoredService kept && other instanceof StoredService incoming
        ? ServiceMerge.of(kept, incoming)
        : other.revision() > one.revision() ? other : one;
  }

  private static boolean isSame(Stored one, Stored other) {
    return one.revision() == other.revision()
        && (one instanceof StoredNamespace
            || ((StoredService) one).seen().equals(((StoredService) other).seen()));
  }
}
