/**
 * The whole catalog as one JSON text, to keep elsewhere, to look at, or to carry to another
 * registry: {@code GET /catalog/export} and {@code POST /catalog/import} on the management port.
 *
 * <p>An import merges and never undoes: what the registry knows better stays, removals included.
 *
 * <p>Start reading at {@link io.fairlead.registry.archive.ArchivePages}.
 */
package io.fairlead.registry.archive;
