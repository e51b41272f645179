/**
 * Whether the application beside the sidecar works: an HTTP request, a connection, or a command, at
 * an interval. {@link io.fairlead.proxy.check.HealthTally} is the arithmetic, {@link
 * io.fairlead.proxy.check.HealthWatch} the loop.
 *
 * <p>Does not tell anybody but its listener; {@code register} makes it known to the mesh.
 */
package io.fairlead.proxy.check;
