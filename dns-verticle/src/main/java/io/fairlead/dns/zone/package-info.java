/**
 * What the catalog means in DNS: zones made of namespaces, names made of services and instances,
 * and which askers see them. Pure but for {@link io.fairlead.dns.zone.CatalogZones}, which follows
 * the catalog; there is no clock and no socket.
 *
 * <p>Not here: how a question is answered from a name ({@link io.fairlead.nameserver.zone}), bytes
 * and sockets.
 *
 * <p>Start reading at {@link io.fairlead.dns.zone.CatalogZones}, then {@link
 * io.fairlead.dns.zone.Horizon} and {@link io.fairlead.dns.zone.ServiceOwner}.
 */
package io.fairlead.dns.zone;
