/**
 * A DNS server without content: messages, sockets, limits, and how a question is answered from a
 * table of names. The DNS server fills it from the catalog's namespaces, the sidecar with the names
 * that its own callers use.
 *
 * <p>Start reading at {@link io.fairlead.nameserver.server}.
 */
package io.fairlead.nameserver;
