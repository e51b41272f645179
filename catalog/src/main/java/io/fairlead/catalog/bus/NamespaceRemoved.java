package io.fairlead.catalog.bus;

/**
 * A namespace is gone; leaves a tombstone, or a late event would bring it back.
 *
 * @param revision higher than that of any earlier event of the namespace
 */
public record NamespaceRemoved(String namespaceId, long revision) {}
