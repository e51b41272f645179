/**
 * A registry node's copy of the catalog on its own disk: what the node acknowledges is there
 * before, what it hears from the others soon after, and a cluster that starts cold is put together
 * from the copies.
 *
 * <p>{@link io.fairlead.registry.durable.CatalogCopy} knows what has to be written and has the one
 * thread that writes; {@link io.fairlead.registry.durable.CatalogFile} is the file, an H2 MVStore;
 * {@link io.fairlead.registry.durable.DurableCatalogStore} makes acknowledgements wait. Merging is
 * not done here: a copy is loaded into the mirror, and {@code MirrorSync} puts into the cluster
 * what it lacks.
 *
 * <p>Start reading at {@link io.fairlead.registry.durable.Durability}.
 */
package io.fairlead.registry.durable;
