package io.fairlead.registry.archive;

import io.fairlead.node.Exchange;
import io.fairlead.node.NodeContext;
import io.fairlead.registry.catalog.CatalogMirror;
import io.fairlead.registry.catalog.CatalogStore;
import io.fairlead.registry.catalog.NamespaceChange;
import io.fairlead.registry.catalog.Outcome;
import io.fairlead.registry.catalog.ServiceChange;
import io.fairlead.registry.catalog.SideBySide;
import io.fairlead.registry.catalog.Stored;
import io.fairlead.registry.catalog.StoredNamespace;
import io.fairlead.registry.catalog.StoredService;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The two pages, upon this node's mirror and the store that makes changes durable. */
public final class ArchivePages {
  private static final int PUTS_MAX = 16;

  private final NodeContext node;
  private final CatalogStore store;
  private final CatalogMirror mirror;

  /**
   * @param store acknowledges what is on disk
   */
  public ArchivePages(NodeContext node, CatalogStore store, CatalogMirror mirror) {
    this.node = node;
    this.store = store;
    this.mirror = mirror;
  }

  /**
   * Adds the pages.
   *
   * @param importBytesMax a longer import is refused
   */
  public void add(int importBytesMax) {
    var pages = node.management();
    pages.exchange("/catalog/export", new Exchange(HttpMethod.GET, 0, nothing -> exported()));
    pages.exchange(
        "/catalog/import", new Exchange(HttpMethod.POST, importBytesMax, this::imported));
  }

  /** Takes a moment, hence on a worker. */
  Future<Buffer> exported() {
    return node.vertx()
        .executeBlocking(
            () -> Buffer.buffer(CatalogArchive.of(mirror.namespaces(), mirror.services()).text()),
            false);
  }

  Future<Buffer> imported(Buffer text) {
    return node.vertx()
        .executeBlocking(() -> CatalogArchive.read(text.getBytes()), false)
        .compose(this::merge);
  }

  private Future<Buffer> merge(CatalogArchive archive) {
    var taken = new AtomicInteger();
    var removed = new AtomicInteger();
    List<Supplier<Future<?>>> namespaces = new ArrayList<>();
    for (var known : archive.namespaces()) {
      namespaces.add(() -> merge(known, taken, removed));
    }
    List<Supplier<Future<?>>> services = new ArrayList<>();
    for (var known : archive.services()) {
      services.add(() -> merge(known, taken, removed));
    }
    int all = namespaces.size() + services.size();
    return SideBySide.run(namespaces, PUTS_MAX)
        .compose(v -> SideBySide.run(services, PUTS_MAX))
        .map(
            v ->
                new JsonObject()
                    .put("namespaces", namespaces.size())
                    .put("services", services.size())
                    .put("instances", instances(archive))
                    .put("taken", taken.get())
                    .put("removedSince", removed.get())
                    .put("knownAlready", all - taken.get() - removed.get())
                    .toBuffer());
  }

  private Future<?> merge(StoredNamespace known, AtomicInteger taken, AtomicInteger removed) {
    long before = revision(mirror.namespace(known.id()));
    return store
        .change(known.id(), new NamespaceChange.Restore(known))
        .onSuccess(outcome -> mirror.accept(outcome.held()))
        .onSuccess(outcome -> count(outcome, before, taken, removed));
  }

  private Future<?> merge(StoredService known, AtomicInteger taken, AtomicInteger removed) {
    long before = revision(mirror.service(known.id()));
    return store
        .change(known.id(), new ServiceChange.Restore(known))
        .onSuccess(outcome -> mirror.accept(outcome.held()))
        .onSuccess(outcome -> count(outcome, before, taken, removed));
  }

  private static long revision(Stored held) {
    return held == null ? 0 : held.revision();
  }

  private static void count(
      Outcome<?> outcome, long before, AtomicInteger taken, AtomicInteger removed) {
    if (outcome.held().isRemoved()) {
      removed.incrementAndGet();
    } else if (outcome.held().revision() != before) {
      taken.incrementAndGet();
    }
  }

  private static int instances(CatalogArchive archive) {
    return archive.services().stream().mapToInt(s -> s.entry().instances().size()).sum();
  }
}
