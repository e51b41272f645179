package io.fairlead.registry;

import io.fairlead.node.Node;

/** The main class of {@code registry.jar}. */
public final class RegistryMain {
  private RegistryMain() {}

  /** Runs a registry node until it is told to stop. */
  public static void main(String[] args) {
    Node.main(new RegistryProcess(), args);
  }
}
