/**
 * The registry node: the one writer of the catalog.
 *
 * <p>{@link io.fairlead.registry.catalog} holds the catalog and its changes, {@code cluster} shares
 * it with the other registry nodes, {@code api} speaks Cloud Map, {@code lease} keeps sidecars'
 * registrations alive, {@code feed} tells readers, {@code link} carries the bus to everything that
 * is not a cluster member. Start reading at {@link io.fairlead.registry.RegistryVerticle}.
 */
package io.fairlead.registry;
