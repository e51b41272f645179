package io.fairlead.proxy.route;

import io.fairlead.catalog.view.CatalogState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The process's present routing table: updated from one context, read by every event loop. */
public final class LiveRoutes {
  private final String namespace;
  private final List<Consumer<RoutingTable>> listeners = new CopyOnWriteArrayList<>();
  private volatile RoutingTable table = RoutingTable.EMPTY;

  /**
   * @param namespace the sidecar's own, null for none
   */
  public LiveRoutes(String namespace) {
    this.namespace = namespace;
  }

  /** The table now. */
  public RoutingTable table() {
    return table;
  }

  /** Called after each change, on the context that made it; must not block. */
  public void onChange(Consumer<RoutingTable> listener) {
    listeners.add(listener);
  }

  /** Derives and swaps in the table of this state; called from one context only. */
  public void update(CatalogState state) {
    var changed = RoutingTable.of(state.services(), state.isComplete(), namespace, table);
    table = changed;
    listeners.forEach(l -> l.accept(changed));
  }
}
