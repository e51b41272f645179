/**
 * The bus link: how a process that is not a cluster member reaches the same addresses. The framing
 * is the Vert.x TCP event-bus bridge's: four bytes of length, then a JSON object with a {@code
 * type}. One type is ours: the first frame may be {@code hello}, with a {@link
 * io.fairlead.node.link.LinkRole}.
 *
 * <p>Start reading at {@link io.fairlead.node.link.BusLink}; the other end is the registry's.
 */
package io.fairlead.node.link;
