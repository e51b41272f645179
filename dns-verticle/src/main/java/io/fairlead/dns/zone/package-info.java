/**
 * What the catalog means in DNS: zones made of namespaces, owners made of services and instances,
 * and the rules by which a question gets its answer. Pure: chance comes in as an argument, there is
 * no clock and no socket.
 *
 * <p>Not here: bytes ({@link io.fairlead.dns.message}) and sockets ({@link
 * io.fairlead.dns.server}).
 *
 * <p>Start reading at {@link io.fairlead.dns.zone.Resolver}, then {@link
 * io.fairlead.dns.zone.Zones}.
 */
package io.fairlead.dns.zone;
