package io.fairlead.benchmarks.proxy;

import io.fairlead.benchmarks.process.ServerProcess;

/** A running proxy. */
public interface ProxyPeer extends AutoCloseable {
  String name();

  /** Where it is asked, on 127.0.0.1. */
  int port();

  /** Whose CPU time and memory count. */
  ServerProcess process();

  /** Whether it gets faster with use, and so needs a warm-up. */
  boolean compilesInUse();

  @Override
  void close();
}
