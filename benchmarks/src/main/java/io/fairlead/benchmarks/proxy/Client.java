package io.fairlead.benchmarks.proxy;

import java.io.IOException;
import java.time.Duration;

/** Asks one proxy after the other for the same, always in the same way. */
public interface Client {
  /** Asks whatever listens at a port of 127.0.0.1 for so long. */
  LoadReport run(int port, Duration span) throws IOException, InterruptedException;

  /** What it asks for, to be read behind "answers". */
  String request();

  /** Whether whatever listens there answers as it has to. */
  boolean isAnswered(int port) throws IOException, InterruptedException;
}
