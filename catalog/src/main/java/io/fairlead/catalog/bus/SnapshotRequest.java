package io.fairlead.catalog.bus;

/**
 * Asks for the catalog, page by page.
 *
 * @param after null for the first page, then {@link SnapshotPage#next}
 * @param digest of what the reader holds ({@code CatalogState.digest()}), 0 for nothing; looked at
 *     on the first page only
 */
public record SnapshotRequest(String after, long digest) {}
