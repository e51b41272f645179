package io.fairlead.registry.feed;

import io.fairlead.catalog.bus.BusAddress;

/** Who counts what readers are told; called from any thread, must not block. */
public interface FeedObserver {
  /** An event was published to this node's readers. */
  void published(BusAddress event);

  /**
   * A page was asked for.
   *
   * @param unchanged whether the reader knew everything already
   */
  void paged(boolean unchanged);
}
