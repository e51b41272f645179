/**
 * The sidecar beside HAProxy and nginx: each on one core, client and backend on another, in turn,
 * round after round.
 *
 * <p>{@link io.fairlead.benchmarks.proxy.Rig} starts all; {@link
 * io.fairlead.benchmarks.proxy.ProxyRounds} lets them have their turns and says what they cost.
 * Client and backend are programs of our own in C ({@code benchmarks/src/main/c}): together they
 * must cost less than a proxy, or their core would be what is measured.
 */
package io.fairlead.benchmarks.proxy;
