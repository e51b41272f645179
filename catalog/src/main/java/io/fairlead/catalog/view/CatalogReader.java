package io.fairlead.catalog.view;

import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.bus.Bus;
import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.BusRestored;
import io.fairlead.catalog.bus.EndpointsChanged;
import io.fairlead.catalog.bus.NamespaceChanged;
import io.fairlead.catalog.bus.NamespaceRemoved;
import io.fairlead.catalog.bus.ServiceRemoved;
import io.fairlead.catalog.bus.SnapshotPage;
import io.fairlead.catalog.bus.SnapshotRequest;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the process's one {@link CatalogState} and keeps it fresh: by events, by a snapshot at the
 * start and whenever the bus was cut, and by comparing digests once a minute. While no registry
 * answers, the last state stays; with a {@link ViewKeeper} it outlives the process too.
 *
 * <p>One per process; events and listeners run on the context that called {@link #start}, {@link
 * #state} may be called from any thread.
 */
public final class CatalogReader {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogReader.class);

  private final Vertx vertx;
  private final Bus bus;
  private final ReaderSettings settings;

  /** Null when nothing is kept. */
  private final ViewKeeper keeper;

  private final List<Consumer<CatalogState>> listeners = new CopyOnWriteArrayList<>();
  private final List<MessageConsumer<?>> consumers = new ArrayList<>();

  private volatile CatalogState state = CatalogState.EMPTY;
  private volatile boolean synced;
  private volatile boolean loaded;
  private Context context;
  private boolean syncing;
  private boolean syncAgain;
  private boolean closed;
  private long timer = -1;

  /** A reader that begins with nothing. */
  public CatalogReader(Vertx vertx, ReaderSettings settings) {
    this(vertx, settings, null);
  }

  /**
   * A reader that begins with what the last one kept.
   *
   * @param keeper null to begin with nothing and keep nothing
   */
  public CatalogReader(Vertx vertx, ReaderSettings settings, ViewKeeper keeper) {
    this.vertx = vertx;
    this.bus = new Bus(vertx);
    this.settings = settings;
    this.keeper = keeper;
  }

  /** Loads what was kept, subscribes, and fetches the first snapshot; does not wait for it. */
  public void start() {
    context = vertx.getOrCreateContext();
    if (keeper == null) {
      follow();
    } else {
      keeper.load().onSuccess(kept -> kept.ifPresent(this::beginWith)).onComplete(done -> follow());
    }
  }

  private void beginWith(KeptView kept) {
    state = kept.state();
    loaded = true;
    LOG.info(
        "serving {} services from the last view, {} s old ({}), until a registry answers",
        state.services().size(),
        Math.max(0, (System.currentTimeMillis() - kept.savedAtMillis()) / 1000),
        keeper.path());
    listeners.forEach(l -> l.accept(state));
  }

  private void follow() {
    if (closed) {
      return;
    }
    consumers.add(
        bus.listen(
            BusAddress.NAMESPACE_CHANGED, NamespaceChanged.class, e -> update(s -> s.apply(e))));
    consumers.add(
        bus.listen(
            BusAddress.NAMESPACE_REMOVED, NamespaceRemoved.class, e -> update(s -> s.apply(e))));
    consumers.add(
        bus.listen(
            BusAddress.ENDPOINTS_CHANGED, EndpointsChanged.class, e -> update(s -> s.apply(e))));
    consumers.add(
        bus.listen(BusAddress.SERVICE_REMOVED, ServiceRemoved.class, e -> update(s -> s.apply(e))));
    consumers.add(bus.listen(BusAddress.BUS_RESTORED, BusRestored.class, e -> synchronise()));
    context.runOnContext(v -> synchronise());
  }

  /** What is known now; never null. */
  public CatalogState state() {
    return state;
  }

  /** Whether a snapshot has ever arrived. */
  public boolean isSynced() {
    return synced;
  }

  /** Whether there is a view to serve from, be it that of an earlier process; any thread. */
  public boolean hasView() {
    return synced || loaded;
  }

  /** Whether the view is that of an earlier process, since no registry has answered yet. */
  public boolean isStale() {
    return loaded && !synced;
  }

  /** Calls back with the new state after each change; a listener must not block. */
  public void onChange(Consumer<CatalogState> listener) {
    listeners.add(listener);
  }

  /** Stops listening and writes the last state down; it stays readable. */
  public Future<Void> close() {
    closed = true;
    vertx.cancelTimer(timer);
    Future<Void> quiet =
        Future.join(consumers.stream().map(MessageConsumer::unregister).toList()).mapEmpty();
    return keeper == null ? quiet : quiet.transform(v -> keeper.close());
  }

  private void update(UnaryOperator<CatalogState> change) {
    var before = state;
    var after = change.apply(before);
    if (after != before) {
      state = after;
      listeners.forEach(l -> l.accept(after));
      if (keeper != null) {
        keeper.changed(after);
      }
    }
  }

  private void synchronise() {
    if (closed) {
      return;
    }
    if (syncing) {
      syncAgain = true;
      return;
    }
    syncing = true;
    vertx.cancelTimer(timer);
    fetch(null, new ArrayList<>(), null).onComplete(done -> finish(done.succeeded(), done.cause()));
  }

  private Future<Void> fetch(String after, List<ServiceEndpoints> services, SnapshotPage first) {
    long digest = after == null ? state.digest() : 0;
    return bus.request(
            BusAddress.SNAPSHOT,
            new SnapshotRequest(after, digest),
            SnapshotPage.class,
            settings.requestTimeout().toMillis())
        .compose(page -> take(page, services, first == null ? page : first));
  }

  private Future<Void> take(
      SnapshotPage page, List<ServiceEndpoints> services, SnapshotPage first) {
    if (page.unchanged()) {
      // What was removed before it was heard of here leaves nothing but its revision.
      update(s -> s.heard(page.catalogRevision()));
      return Future.succeededFuture();
    }
    services.addAll(page.services());
    if (page.next() != null) {
      return fetch(page.next(), services, first);
    }
    // Pages may come from two registry nodes: believe the more careful of them.
    boolean complete = first.complete() && page.complete();
    // Of the first page: the other node's may be of changes that are on no page here.
    update(
        s ->
            s.apply(
                new Snapshot(
                    complete,
                    first.revision(),
                    first.catalogRevision(),
                    first.namespaces(),
                    services)));
    return Future.succeededFuture();
  }

  private void finish(boolean succeeded, Throwable failure) {
    syncing = false;
    if (succeeded) {
      if (isStale()) {
        LOG.info(
            "a registry answered: the last view gives way to {} services", state.services().size());
      }
      synced = true;
    } else {
      LOG.debug("snapshot failed, asking again", failure);
    }
    if (syncAgain) {
      syncAgain = false;
      synchronise();
      return;
    }
    var wait =
        !succeeded
            ? settings.failureRetry()
            : state.isComplete() ? settings.antiEntropy() : settings.incompleteRetry();
    if (!closed) {
      timer = vertx.setTimer(wait.toMillis(), t -> synchronise());
    }
  }
}
