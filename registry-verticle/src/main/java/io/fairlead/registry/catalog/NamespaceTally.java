package io.fairlead.registry.catalog;

/**
 * How much a namespace holds, as one registry node knows it.
 *
 * @param services not removed
 * @param instances of all its services together
 */
public record NamespaceTally(int services, int instances) {
  static final NamespaceTally NOTHING = new NamespaceTally(0, 0);

  NamespaceTally plus(int moreServices, int moreInstances) {
    return new NamespaceTally(services + moreServices, instances + moreInstances);
  }
}
