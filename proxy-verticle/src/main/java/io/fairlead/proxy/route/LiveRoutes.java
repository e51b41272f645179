package io.fairlead.proxy.route;

import io.fairlead.catalog.view.CatalogState;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The process's present routing table: updated from one context, read by every event loop. */
public final class LiveRoutes {
  private final String namespace;
  private final GonePolicy gonePolicy;
  private final InstantSource clock;
  private final List<Consumer<RoutingTable>> listeners = new CopyOnWriteArrayList<>();
  private volatile RoutingTable table = RoutingTable.EMPTY;

  /**
   * @param namespace the sidecar's own, null for none
   * @param gonePolicy what becomes of names that lead nowhere any more
   */
  public LiveRoutes(String namespace, GonePolicy gonePolicy, InstantSource clock) {
    this.namespace = namespace;
    this.gonePolicy = gonePolicy;
    this.clock = clock;
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
    swap(
        RoutingTable.of(
            state.services(), state.isComplete(), namespace, table, gonePolicy, clock.instant()));
  }

  /** Forgets names that are gone for long; called now and then, from the same context. */
  public void forget() {
    var changed = table.forgetting(gonePolicy, clock.instant());
    if (changed != table) {
      swap(changed);
    }
  }

  private void swap(RoutingTable changed) {
    table = changed;
    listeners.forEach(l -> l.accept(changed));
  }
}
