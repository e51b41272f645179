package io.fairlead.registry.health;

import java.util.Set;

/** The registry nodes that this one is together with. Safe for any thread. */
public interface RegistryNodes {
  /** This node's id; it may change when a split cluster becomes one again. */
  String self();

  /**
   * The ids of all, this node's included; the same on all nodes as soon as they agree, empty when
   * this one has left the others.
   */
  Set<String> all();

  /**
   * Tells when nodes came or went.
   *
   * @param changed called from any thread, must not block
   */
  void onChange(Runnable changed);

  /** A node without others. */
  static RegistryNodes alone() {
    return new RegistryNodes() {
      @Override
      public String self() {
        return "alone";
      }

      @Override
      public Set<String> all() {
        return Set.of(self());
      }

      @Override
      public void onChange(Runnable changed) {
        // Nobody comes.
      }
    };
  }
}
