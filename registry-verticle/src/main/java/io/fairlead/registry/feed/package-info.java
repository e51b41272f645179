/**
 * What readers are told: every change as an event, and everything page by page.
 *
 * <p>Every registry node's mirror sees every change, so every node tells its own listeners and
 * links, and nothing is published across the cluster: each reader hears of a change once, from the
 * node that it is linked to.
 *
 * <p>Start reading at {@link io.fairlead.registry.feed.ChangeFeed}, then {@link
 * io.fairlead.registry.feed.SnapshotPages}.
 */
package io.fairlead.registry.feed;
