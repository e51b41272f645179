package io.fairlead.registry.health;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Which keys are this node's among all registry nodes, by highest random weight (Thaler and
 * Ravishankar, "Using name-based mappings to increase hit rates", 1998): every node comes to the
 * same answer without a word, shares are even, and only what was a lost node's moves. Pure.
 *
 * @param self this node's id
 * @param nodes the ids of all nodes, empty when this one has left them; this node's need not be
 *     among them yet
 */
record HealthShare(String self, Set<String> nodes) {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  HealthShare {
    nodes = Set.copyOf(nodes);
  }

  /** Whether this node looks after it; one that has left the others looks after nothing. */
  boolean isMine(String key) {
    if (nodes.isEmpty()) {
      return false;
    }
    long keyHash = hash(key);
    long mine = weight(self, keyHash);
    for (String other : nodes) {
      long theirs = weight(other, keyHash);
      if (theirs > mine || (theirs == mine && other.compareTo(self) > 0)) {
        return false;
      }
    }
    return true;
  }

  private static long weight(String node, long keyHash) {
    return mixed(hash(node) ^ mixed(keyHash));
  }

  /** FNV-1a, which spreads short texts, but not over all bits. */
  private static long hash(String text) {
    long hash = FNV_OFFSET;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  /** The finaliser of SplitMix64: every bit of the input turns every bit of the output. */
  private static long mixed(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
