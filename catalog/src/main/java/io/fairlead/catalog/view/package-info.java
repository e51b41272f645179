/**
 * What a reader (DNS, proxy, console) keeps of the catalog.
 *
 * <p>{@link io.fairlead.catalog.view.CatalogState} is pure: events and snapshots go in, in any
 * order, and the newest state comes out. {@link io.fairlead.catalog.view.CatalogReader} is the one
 * place that holds it, and keeps it fresh; {@link io.fairlead.catalog.view.ViewKeeper} writes it
 * down, so that a reader that starts while no registry answers has something to serve from.
 */
package io.fairlead.catalog.view;
