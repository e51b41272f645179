package io.fairlead.catalog;

/** How DNS answers choose among instances; it has nothing to do with proxy routing. */
public enum RoutingPolicy {
  /** Up to eight healthy instances, in random order. */
  MULTIVALUE,
  /** One healthy instance, chosen at random. */
  WEIGHTED
}
