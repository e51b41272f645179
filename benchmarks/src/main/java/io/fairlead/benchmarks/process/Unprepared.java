package io.fairlead.benchmarks.process;

/** The machine lacks what a measurement needs; the message says what the user can do about it. */
public final class Unprepared extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unprepared(String message) {
    super(message);
  }
}
