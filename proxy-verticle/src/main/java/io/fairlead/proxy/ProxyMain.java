package io.fairlead.proxy;

import io.fairlead.node.Node;

/** The main class of {@code proxy.jar}. */
public final class ProxyMain {
  private ProxyMain() {}

  /** Runs the sidecar until SIGTERM. */
  public static void main(String[] args) {
    Node.main(new ProxyProcess(), args);
  }
}
