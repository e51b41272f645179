package io.fairlead.registry.catalog;

import io.fairlead.catalog.ResourceIds;
import io.fairlead.registry.catalog.CatalogStore.Contents;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a mirror true to its store: by announcements, and by comparing everything at the start, now
 * and then, and when the store says that announcements may have been missed. What the mirror knows
 * better is put back into the store: as long as one node remembers, nothing is lost.
 */
public final class MirrorSync implements CatalogStore.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(MirrorSync.class);

  /** A cold cluster gets everything back, and has to answer its members' heartbeats meanwhile. */
  private static final int PUTS_MAX = 16;

  /** So many things are asked for one by one; when more differ, everything is. */
  private static final int FEW = 64;

  /** Longer than it takes to find out that a namespace was removed around a new service. */
  private static final long SETTLED_MICROS = TimeUnit.SECONDS.toMicros(2);

  private final CatalogStore store;
  private final CatalogMirror mirror;
  private final IntConsumer restored;
  private final Consumer<Runnable> later;
  private final AtomicBoolean comparing = new AtomicBoolean();
  private final AtomicBoolean compareAgain = new AtomicBoolean();

  /** For a store that does not fail; see the other one. */
  public MirrorSync(CatalogStore store, CatalogMirror mirror, IntConsumer restored) {
    this(store, mirror, restored, Runnable::run);
  }

  /**
   * @param restored told how many things were put back, when any were
   * @param later runs something after a while, about a second: a comparison that failed is made
   *     again
   */
  public MirrorSync(
      CatalogStore store, CatalogMirror mirror, IntConsumer restored, Consumer<Runnable> later) {
    this.store = store;
    this.mirror = mirror;
    this.restored = restored;
    this.later = later;
    mirror.onMerge(this::compare);
  }

  /** Fills the mirror and begins to follow; done when the mirror holds all that the store does. */
  public Future<Void> start() {
    return store.listen(this).compose(v -> compareAtLast());
  }

  /** A member that is silent for a moment must not end the start of this one. */
  private Future<Void> compareAtLast() {
    return compareAll()
        .recover(
            e -> {
              LOG.warn("mirror and cluster could not be compared, trying again: {}", e.toString());
              Promise<Void> again = Promise.promise();
              later.accept(() -> compareAtLast().onComplete(again));
              return again.future();
            });
  }

  /** Compares now, unless that is going on; never fails. */
  public void compare() {
    if (!comparing.compareAndSet(false, true)) {
      compareAgain.set(true);
      return;
    }
    compareAll()
        .onFailure(
            e -> {
              LOG.warn("mirror and cluster could not be compared: {}", e.toString());
              later.accept(this::compare);
            })
        .onComplete(done -> compared());
  }

  @Override
  public void changed(StoredNamespace namespace) {
    mirror.accept(namespace);
  }

  @Override
  public void changed(StoredService service) {
    mirror.accept(service);
  }

  @Override
  public void unsettled() {
    compare();
  }

  private void compared() {
    comparing.set(false);
    if (compareAgain.getAndSet(false)) {
      compare();
    }
  }

  private Future<Void> compareAll() {
    return store
        .fingerprints()
        .compose(
            kept -> {
              var differing = differing(kept);
              return differing.size() > FEW
                  ? store.contents().map(all -> missing(all, id -> true))
                  : fetch(differing).map(few -> missing(few, differing::contains));
            })
        .compose(
            steps -> {
              // Afterwards: another node's older copy may come back.
              mirror.forgetRemovals(Revisions.nowMicros());
              return run(steps);
            });
  }

  /** Ids of what mirror and store do not hold alike. */
  private Set<String> differing(Map<String, Long> kept) {
    Set<String> differing = new HashSet<>(kept.keySet());
    for (var known : mirror.everything()) {
      var held = kept.get(known.id());
      if (held != null && held == known.fingerprint()) {
        differing.remove(known.id());
      } else {
        differing.add(known.id());
      }
    }
    return differing;
  }

  private Future<Contents> fetch(Set<String> ids) {
    List<StoredNamespace> namespaces = new ArrayList<>();
    List<StoredService> services = new ArrayList<>();
    List<Supplier<Future<?>>> steps = new ArrayList<>();
    for (String id : ids) {
      steps.add(
          ResourceIds.isNamespaceId(id)
              ? () -> store.namespace(id).onSuccess(namespaces::add)
              : () -> store.service(id).onSuccess(services::add));
    }
    return SideBySide.run(steps, 1).map(v -> new Contents(namespaces, services));
  }

  /**
   * What the mirror knows and the store does not, removals included.
   *
   * @param compared the ids that the contents tell of
   */
  private List<Supplier<Future<?>>> missing(Contents contents, Predicate<String> compared) {
    contents.namespaces().forEach(mirror::accept);
    contents.services().forEach(mirror::accept);
    var namespaces = byId(contents.namespaces());
    var services = byId(contents.services());
    List<Supplier<Future<?>>> steps = new ArrayList<>();
    for (var known : mirror.everything()) {
      if (!compared.test(known.id())) {
        continue;
      }
      if (known instanceof StoredNamespace namespace) {
        if (isLost(namespace, namespaces.get(known.id()))) {
          steps.add(() -> store.change(known.id(), new NamespaceChange.Restore(namespace)));
        }
      } else if (known instanceof StoredService service
          && isLost(service, services.get(known.id()))) {
        steps.add(() -> store.change(known.id(), new ServiceChange.Restore(service)));
      }
    }
    steps.addAll(stranded());
    return steps;
  }

  /**
   * Namespaces that one half of a split cluster removed while the other put services into them. A
   * service of this very moment is let be: whoever removes a namespace, or makes a service, looks
   * after that.
   */
  private List<Supplier<Future<?>>> stranded() {
    long settled = Revisions.nowMicros() - SETTLED_MICROS;
    return mirror.services().stream()
        .filter(service -> service.revision() < settled)
        .map(service -> service.entry().service().namespaceId())
        .distinct()
        .filter(id -> mirror.namespace(id) != null && mirror.namespace(id).isRemoved())
        .<Supplier<Future<?>>>map(
            id ->
                () ->
                    store
                        .change(id, new NamespaceChange.Revive())
                        .onSuccess(outcome -> mirror.accept(outcome.held())))
        .toList();
  }

  private static boolean isLost(StoredNamespace known, StoredNamespace held) {
    return held == null || held.revision() < known.revision();
  }

  /** Being ahead of what was read just now is common while there are writes, and harmless. */
  private static boolean isLost(StoredService known, StoredService held) {
    return held == null || held.revision() < known.revision() || !held.covers(known);
  }

  private Future<Void> run(List<Supplier<Future<?>>> steps) {
    if (!steps.isEmpty()) {
      LOG.info("putting back into the cluster what it lacks: {}", steps.size());
      restored.accept(steps.size());
    }
    return SideBySide.run(steps, PUTS_MAX);
  }

  private static <S extends Stored> Map<String, S> byId(List<S> all) {
    return all.stream().collect(Collectors.toMap(Stored::id, Function.identity()));
  }
}
