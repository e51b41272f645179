package io.fairlead.catalog.bus;

import io.fairlead.catalog.Namespace;

/**
 * A namespace came or changed.
 *
 * @param revision rises with every change of the namespace
 */
public record NamespaceChanged(Namespace namespace, long revision) {}
