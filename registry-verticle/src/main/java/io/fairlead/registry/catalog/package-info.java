/**
 * The catalog as a registry node holds it: {@link io.fairlead.registry.catalog.Catalog} is what the
 * Cloud Map API and the leases read and write.
 *
 * <p>Every change of a service is one pure {@link io.fairlead.registry.catalog.ServiceChange},
 * carried out by the {@link io.fairlead.registry.catalog.CatalogStore} in one atomic step where the
 * service lives; it raises the revision. Reads come from the {@link
 * io.fairlead.registry.catalog.CatalogMirror}, which the store's announcements feed and {@link
 * io.fairlead.registry.catalog.MirrorSync} keeps true. Nothing here knows how a store shares, nor
 * who is told of a change.
 *
 * <p>Start reading at {@link io.fairlead.registry.catalog.NodeCatalog}.
 */
package io.fairlead.registry.catalog;
