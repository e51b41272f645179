package io.fairlead.catalog.bus;

/**
 * The way to the registry was cut and is there again.
 *
 * @param registry who answers now, for the log
 */
public record BusRestored(String registry) {}
