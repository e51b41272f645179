/**
 * DNS servers that are measured, and the client that asks them.
 *
 * <p>All hold the same {@link io.fairlead.benchmarks.dns.Names} and are asked by Debian's {@code
 * dnsperf}. Those of the distribution get a configuration written for them; ours is filled through
 * a registry, as its users do. Start reading at {@link io.fairlead.benchmarks.dns.DnsPeer} and
 * {@link io.fairlead.benchmarks.dns.Rounds}.
 */
package io.fairlead.benchmarks.dns;
