/**
 * Registries that are measured: how each is started, filled and asked.
 *
 * <p>All hold the same {@link io.fairlead.benchmarks.peer.Content} and are asked the same: every
 * instance of one service, with address, port and metadata. Each speaks its own protocol, with its
 * own defaults but for the limits that a load generator would run into. Start reading at {@link
 * io.fairlead.benchmarks.peer.Peer}.
 */
package io.fairlead.benchmarks.peer;
