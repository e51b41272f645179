/**
 * The registry's end of the bus link: carries the bus to every process that is no cluster member.
 * The framing is the Vert.x TCP event-bus bridge's, {@code node.link.LinkFrame}; the other end is
 * {@code node.link.BusLink}.
 *
 * <p>Our own server of it, because an event goes to every link: it is taken from the bus once and
 * encoded once, and a link that does not read is closed before it fills the memory. Only what
 * {@code BusAddress} declares can be reached, and of that what the link's {@code LinkRole} may. A
 * role is claimed: there is no authentication yet, hence loopback by default.
 *
 * <p>Start reading at {@link io.fairlead.registry.link.LinkServer}, then {@code LinkSession}.
 */
package io.fairlead.registry.link;
