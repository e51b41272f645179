/**
 * The catalog as a registry node holds it: {@link io.fairlead.registry.catalog.Catalog} is what the
 * Cloud Map API and the leases read and write.
 *
 * <p>Every change of a service goes through one atomic step on its entry, which raises its
 * revision; what readers are told follows from the entry alone.
 */
package io.fairlead.registry.catalog;
