package io.fairlead.dns;

import io.fairlead.node.Node;

/** The main class of {@code dns.jar}. */
public final class DnsMain {
  private DnsMain() {}

  public static void main(String... args) {
    Node.main(new DnsProcess(), args);
  }
}
