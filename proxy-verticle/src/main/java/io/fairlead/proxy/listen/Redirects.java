package io.fairlead.proxy.listen;

import io.fairlead.proxy.relay.OwnConnections;
import io.fairlead.proxy.route.AliasPort;
import java.net.InetSocketAddress;
import java.util.function.Function;

/**
 * How connections are treated that the kernel redirected to the egress listener.
 *
 * @param aliases which client alias has a virtual address and port; null for none
 * @param detectNanos how long a client may be silent before its protocol counts as one whose server
 *     speaks first
 * @param passThrough whether what is not for the mesh goes where it was meant to go
 * @param own this process's connections, which must not come back to it
 */
public record Redirects(
    Function<InetSocketAddress, AliasPort> aliases,
    long detectNanos,
    boolean passThrough,
    OwnConnections own) {}
