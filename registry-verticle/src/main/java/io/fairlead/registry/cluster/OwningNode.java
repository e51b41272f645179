package io.fairlead.registry.cluster;

import com.hazelcast.core.HazelcastInstance;

/** The member on which a change is made, as the change has to know it; asked when it is made. */
interface OwningNode {
  /**
   * Its name in this life: another one after a restart, and after a merge, in which it gives up
   * what it held.
   */
  String name();

  /** Whether fewer registry nodes are together here than changes need, see {@link WriteQuorum}. */
  boolean isAmongTooFew();

  /** The member that this is; a merge may come while the change waits, so nothing is remembered. */
  static OwningNode of(HazelcastInstance instance) {
    return new OwningNode() {
      @Override
      public String name() {
        var uuid = instance.getCluster().getLocalMember().getUuid();
        long bits = uuid.getMostSignificantBits() ^ uuid.getLeastSignificantBits();
        return Long.toUnsignedString(bits, Character.MAX_RADIX);
      }

      @Override
      public boolean isAmongTooFew() {
        return !WriteQuorum.of(instance).isMet();
      }
    };
  }
}
