/**
 * How much of one service's traffic is under way at once: requests and retries, counted for the
 * whole process ({@link io.fairlead.proxy.circuit.Circuit}). How many connections there are, and
 * who waits for one, is known to the pools behind {@link io.fairlead.proxy.exchange.Upstream}.
 *
 * <p>Start reading at {@link io.fairlead.proxy.circuit.CircuitStage}.
 */
package io.fairlead.proxy.circuit;
