package io.fairlead.launcher.dev;

import io.fairlead.node.Drain;
import io.fairlead.registry.catalog.CatalogStore;
import io.fairlead.registry.catalog.CatalogStore.Contents;
import io.fairlead.registry.catalog.NamespaceChange;
import io.fairlead.registry.catalog.ServiceChange;
import io.fairlead.registry.catalog.StoredNamespace;
import io.fairlead.registry.catalog.StoredService;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills a store from a file and writes it back soon after each change: a burst of changes is one
 * write, and one write is under way at a time. Lives on one context.
 */
final class CatalogKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogKeeper.class);
  private static final long DEBOUNCE_MILLIS = 100;

  private final Vertx vertx;
  private final CatalogStore store;
  private final CatalogFile file;
  private final Context context;
  private boolean scheduled;

  CatalogKeeper(Vertx vertx, CatalogStore store, CatalogFile file) {
    this.vertx = vertx;
    this.store = store;
    this.file = file;
    this.context = vertx.getOrCreateContext();
  }

  /** Fills the store, then follows it; writes for the last time in the drain. */
  Future<Void> start(Drain drain) {
    drain.onDrain("catalog file", this::write);
    return vertx
        .executeBlocking(file::read)
        .compose(this::fill)
        .compose(v -> store.listen(new Changes()));
  }

  private Future<Void> fill(Contents contents) {
    List<Future<?>> steps = new ArrayList<>();
    for (var namespace : contents.namespaces()) {
      steps.add(store.change(namespace.id(), new NamespaceChange.Restore(namespace)));
    }
    for (var service : contents.services()) {
      steps.add(store.change(service.id(), new ServiceChange.Restore(service)));
    }
    return Future.all(steps).mapEmpty();
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      vertx.setTimer(DEBOUNCE_MILLIS, timer -> writeOnce());
    }
  }

  private void writeOnce() {
    // Before the write: a change that comes during it is written by the next one.
    scheduled = false;
    write().onFailure(failure -> LOG.warn("the catalog could not be kept: {}", failure.toString()));
  }

  private Future<Void> write() {
    return store
        .contents()
        .compose(
            contents ->
                context.executeBlocking(
                    () -> {
                      file.write(contents);
                      return null;
                    }));
  }

  private final class Changes implements CatalogStore.Listener {
    @Override
    public void changed(StoredNamespace namespace) {
      context.runOnContext(v -> schedule());
    }

    @Override
    public void changed(StoredService service) {
      context.runOnContext(v -> schedule());
    }

    @Override
    public void unsettled() {
      context.runOnContext(v -> schedule());
    }
  }
}
