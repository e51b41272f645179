package io.fairlead.dns;

import io.fairlead.node.settings.Setting;
import java.util.List;

/**
 * What zones say about servers.
 *
 * @param nameServers IP addresses of all DNS nodes as askers see them, the same on all nodes: they
 *     become ns1, ns2 … of every zone; empty means this node's {@code listen.host}
 * @param registryName a domain name of the registry, which is answered for with and without the
 *     {@code data-} that AWS clients put before it; empty for none
 * @param registryAddresses IP addresses of the registry's API; empty means the hosts of {@code
 *     link.registries}
 */
public record ZoneSettings(
    @Setting(
            value = "",
            doc = "IP addresses of all DNS nodes, ns1, ns2 … of every zone; default: listen.host")
        List<String> nameServers,
    @Setting(
            value = "registry.fairlead.internal",
            doc = "Domain name of the registry, answered for with AWS's data- before it too")
        String registryName,
    @Setting(
            value = "",
            doc = "IP addresses of the registry's API; default: the hosts of link.registries")
        List<String> registryAddresses) {}
