package io.fairlead.benchmarks.process;

/** A server did not do what a measurement needs; the message is a line for the user. */
public final class ServerFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ServerFailure(String message) {
    super(message);
  }
}
