package io.fairlead.catalog.view;

/**
 * What a reader knew when it was last written down.
 *
 * @param savedAtMillis when, in milliseconds since the epoch
 * @param state never complete: what is missing there may have come since
 */
record KeptView(long savedAtMillis, CatalogState state) {}
