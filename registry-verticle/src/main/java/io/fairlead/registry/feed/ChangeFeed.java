package io.fairlead.registry.feed;

import io.fairlead.catalog.bus.Bus;
import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.EndpointsChanged;
import io.fairlead.catalog.bus.NamespaceRemoved;
import io.fairlead.catalog.bus.ServiceRemoved;
import io.fairlead.registry.catalog.CatalogMirror;
import io.fairlead.registry.catalog.Stored;
import io.fairlead.registry.catalog.StoredNamespace;
import io.vertx.core.Context;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Tells this node's readers what changed in its mirror. Only ids are queued and the state is read
 * when it is told, so that changes of one thing that come faster than they are told are told once.
 */
public final class ChangeFeed {
  private final CatalogMirror mirror;
  private final BooleanSupplier complete;
  private final Bus bus;
  private final Context context;
  private final FeedSettings settings;
  private final FeedObserver observer;
  private final Set<String> changedNamespaces = new LinkedHashSet<>();
  private final Set<String> changedServices = new LinkedHashSet<>();
  private boolean scheduled;

  /**
   * @param complete false while a registry that started empty is being filled
   * @param context where events are published
   */
  public ChangeFeed(
      CatalogMirror mirror,
      BooleanSupplier complete,
      Bus bus,
      Context context,
      FeedSettings settings,
      FeedObserver observer) {
    this.mirror = mirror;
    this.complete = complete;
    this.bus = bus;
    this.context = context;
    this.settings = settings;
    this.observer = observer;
  }

  /** Begins to tell. */
  public void start() {
    mirror.onChange(this::changed);
  }

  private synchronized void changed(Stored stored) {
    (stored instanceof StoredNamespace ? changedNamespaces : changedServices).add(stored.id());
    if (!scheduled) {
      scheduled = true;
      context.runOnContext(v -> tell());
    }
  }

  private void tell() {
    String[] namespaces;
    String[] services;
    synchronized (this) {
      // Namespaces first: whoever learns of a service may look for its namespace.
      namespaces = take(changedNamespaces, settings.burstMax());
      services = take(changedServices, settings.burstMax() - namespaces.length);
      scheduled = !changedNamespaces.isEmpty() || !changedServices.isEmpty();
      if (scheduled) {
        context.runOnContext(v -> tell());
      }
    }
    for (String id : namespaces) {
      tellNamespace(id);
    }
    for (String id : services) {
      tellService(id);
    }
  }

  private void tellNamespace(String id) {
    var kept = mirror.namespace(id);
    if (kept == null) {
      return;
    }
    if (kept.isRemoved()) {
      publish(BusAddress.NAMESPACE_REMOVED, new NamespaceRemoved(id, kept.revision()));
    } else {
      publish(BusAddress.NAMESPACE_CHANGED, Views.of(kept));
    }
  }

  private void tellService(String id) {
    var kept = mirror.service(id);
    if (kept == null) {
      return;
    }
    if (kept.isRemoved()) {
      publish(BusAddress.SERVICE_REMOVED, new ServiceRemoved(id, kept.revision()));
    } else {
      publish(
          BusAddress.ENDPOINTS_CHANGED,
          new EndpointsChanged(Views.of(kept), complete.getAsBoolean()));
    }
  }

  private void publish(BusAddress to, Record event) {
    bus.publishHere(to, event);
    observer.published(to);
  }

  private static String[] take(Set<String> ids, int max) {
    String[] taken = ids.stream().limit(max).toArray(String[]::new);
    for (String id : taken) {
      ids.remove(id);
    }
    return taken;
  }
}
