/**
 * What verticles say to each other, and the only way they do: addresses with a version, records,
 * one JSON codec that ignores unknown fields so that two releases can run side by side.
 *
 * <p>Start reading at {@link io.fairlead.catalog.bus.BusAddress}.
 */
package io.fairlead.catalog.bus;
