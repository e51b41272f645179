/**
 * A process's one view of the catalog: reading it is {@code catalog.view}'s, here is what makes it
 * part of a process – where its last state is kept, when it counts as ready, what it tells.
 *
 * <p>Start reading at {@link io.fairlead.node.view.NodeView}.
 */
package io.fairlead.node.view;
