/**
 * The load generator: a closed loop over keep-alive connections.
 *
 * <p>Every server is driven by the same client, which writes requests that were encoded beforehand
 * and looks at answers only as far as it takes to know their status and their end. Its own CPU is
 * not counted. Start reading at {@link io.fairlead.benchmarks.load.ClosedLoop}.
 */
package io.fairlead.benchmarks.load;
