/**
 * A DNS server's sockets, and what it refuses: UDP and TCP on one port, once per event loop, so
 * that a query is received, answered and sent without leaving its thread.
 *
 * <p>What is answered is an {@link io.fairlead.nameserver.server.Authority}'s; names of elsewhere
 * are a {@link io.fairlead.nameserver.server.Forwarder}'s.
 *
 * <p>Start reading at {@link io.fairlead.nameserver.server.DnsServer}; the way of a query is {@link
 * io.fairlead.nameserver.server.Responder}.
 */
package io.fairlead.nameserver.server;
