/**
 * The sidecar as the resolver of its own host ({@code --dns}): client aliases have the virtual
 * addresses that {@code virtual} gave them, and every other name is what it was before. Messages,
 * sockets and forwarding are those of the name server.
 *
 * <p>Start reading at {@link io.fairlead.proxy.names.HostResolver}.
 */
package io.fairlead.proxy.names;
