/**
 * Virtual addresses: each client alias has a loopback address of its own in this sidecar, so that
 * an application that resolves the name reaches the mesh without knowing of it. Here is which
 * address a name has, which listeners there have to be, and how others learn of both: a
 * hosts-format file and {@link io.fairlead.proxy.virtual.VirtualNames}. Requests are routed by
 * {@code route} and carried by {@code listen} like all others.
 *
 * <p>Start reading at {@link io.fairlead.proxy.virtual.VirtualListeners}.
 */
package io.fairlead.proxy.virtual;
