/**
 * Forwarding: names of elsewhere are asked for at upstream resolvers, and what they say is kept for
 * as long as they allow.
 *
 * <p>Messages stay as the upstream wrote them, so every record type passes: a question keeps its
 * length whatever its letters, so all that follows it, pointers too, can be kept byte for byte.
 * Only the header, the TTLs and the OPT record are our own. An answer is kept for its question
 * alone, never by the records inside, so an upstream cannot plant an answer to something else.
 *
 * <p>Start reading at {@link io.fairlead.nameserver.forward.Forwarding}; the way of a query is
 * {@code LoopForwarder}, {@code Resolution}, {@code UpstreamExchange}, and back.
 */
package io.fairlead.nameserver.forward;
