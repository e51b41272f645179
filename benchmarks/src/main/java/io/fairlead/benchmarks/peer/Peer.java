package io.fairlead.benchmarks.peer;

import io.fairlead.benchmarks.load.ClosedLoop;
import io.fairlead.benchmarks.load.Measured;
import io.fairlead.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.util.List;

/** A running registry. */
public interface Peer extends AutoCloseable {
  String name();

  /** Where it is asked. */
  int port();

  ServerProcess process();

  /**
   * Registers everything.
   *
   * @return what registering the instances looked like from outside
   */
  Measured fill(ClosedLoop client, Content content, int connections)
      throws IOException, InterruptedException;

  /** An encoded lookup of each service. */
  List<byte[]> lookups(Content content);

  /** How many instances a lookup of a service returns now. */
  int found(String service) throws IOException, InterruptedException;

  @Override
  void close();
}
