/**
 * Proof of what docs/consistency.md promises: registry nodes in network namespaces that are cut off
 * from each other, killed and healed at random, while clients write through all of them. {@link
 * io.fairlead.launcher.partition.WriteCheck} judges what is left against what was acknowledged.
 */
package io.fairlead.launcher.partition;
