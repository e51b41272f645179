/**
 * Side-by-side measurements; {@code benchmarks/run} is the way in.
 *
 * <p>Servers run as processes of their own on loopback, hold the same content, and are driven in
 * turn, round after round, by the same load generator, so that whatever else the machine does
 * strikes all alike. CPU time per request is the figure that noise disturbs least. No product code
 * depends on this module. Start reading at {@link io.fairlead.benchmarks.RegistryCommand}.
 */
package io.fairlead.benchmarks;
