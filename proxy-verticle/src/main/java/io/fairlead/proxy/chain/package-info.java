/**
 * The request chain: one ordered list of decisions ({@link io.fairlead.proxy.chain.RequestChain}),
 * and those stages that are too small for a package of their own.
 *
 * <p>Knows no bytes: it ends at {@link io.fairlead.proxy.exchange.Upstream}.
 *
 * <p>Start reading at {@link io.fairlead.proxy.chain.RequestChain}.
 */
package io.fairlead.proxy.chain;
