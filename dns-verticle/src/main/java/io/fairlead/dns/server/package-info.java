/**
 * UDP and TCP on one port (RFC 1035 §4.2, RFC 7766): bytes in, bytes out, and what may be kept
 * waiting meanwhile. Every query is answered at once on the event loop that read it, so nothing
 * queues here but what the kernel holds.
 *
 * <p>Not here: what an answer says ({@link io.fairlead.dns.zone}).
 *
 * <p>Start reading at {@link io.fairlead.dns.server.DnsServer}, then {@code QueryHandler}.
 */
package io.fairlead.dns.server;
