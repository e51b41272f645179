package io.fairlead.registry.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import io.fairlead.registry.catalog.CatalogException;

/**
 * How many registry nodes have to be together for a change to be made. Judged on the member that
 * owns the key, at the moment of the change: whoever asked may know less, or have asked long ago. A
 * member that has not noticed a split yet counts those it has lost until their hearts have been
 * silent for too long.
 *
 * @param together registry nodes in this member's cluster
 * @param wanted 0 for any number
 */
record WriteQuorum(int together, int wanted) {
  private static final String WANTED = "fairlead.write-quorum";

  /** Lets the member remember what is wanted. */
  static void configure(Config config, int wanted) {
    config.getUserContext().put(WANTED, wanted);
  }

  static WriteQuorum of(HazelcastInstance member) {
    int wanted = (int) member.getUserContext().getOrDefault(WANTED, 0);
    return new WriteQuorum(wanted == 0 ? 0 : member.getCluster().getMembers().size(), wanted);
  }

  boolean isMet() {
    return together >= wanted;
  }

  /** What whoever asked for a change is told. */
  CatalogException refusal() {
    return new CatalogException.Unavailable(
        "Changes are refused: %d registry %s together here, and cluster.writeQuorum asks for %d"
            .formatted(together, together == 1 ? "node is" : "nodes are", wanted));
  }
}
