/**
 * What a name server knows, and the rules by which a question gets its answer from it (RFC 1034
 * §4.3.2). Chance comes in as an argument; there is no clock and no socket.
 *
 * <p>Start reading at {@link io.fairlead.nameserver.zone.NameTable}, which holds an {@link
 * io.fairlead.nameserver.zone.Owner} for each name, then {@link
 * io.fairlead.nameserver.zone.Lookup}, which answers from it.
 *
 * <p>Not here: where the names come from.
 */
package io.fairlead.nameserver.zone;
