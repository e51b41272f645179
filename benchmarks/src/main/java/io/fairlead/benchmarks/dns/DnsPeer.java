package io.fairlead.benchmarks.dns;

import io.fairlead.benchmarks.process.ServerProcess;

/** A running DNS server. */
public interface DnsPeer extends AutoCloseable {
  String name();

  /** Where it is asked by UDP, on 127.0.0.1. */
  int port();

  ServerProcess process();

  @Override
  void close();
}
