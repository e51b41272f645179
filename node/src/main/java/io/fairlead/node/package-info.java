/**
 * What every Fairlead process is made of: strict settings, a Vert.x instance, a way onto the bus, a
 * management port and a drain that leaves nothing behind.
 *
 * <p>It knows nothing of what a process is for. A role meets it through {@link
 * io.fairlead.node.NodeContext}: it says what readiness depends on, what has to be drained, what to
 * show on the management port.
 *
 * <p>Start reading at {@link io.fairlead.node.Node}; a process describes itself as a {@link
 * io.fairlead.node.NodeProcess}.
 */
package io.fairlead.node;
