/**
 * What every Fairlead process is made of: strict settings, a Vert.x instance, a way onto the bus, a
 * management port and a drain that leaves nothing behind.
 *
 * <p>Start reading at {@link io.fairlead.node.Node}; a process describes itself as a {@link
 * io.fairlead.node.NodeProcess}.
 */
package io.fairlead.node;
