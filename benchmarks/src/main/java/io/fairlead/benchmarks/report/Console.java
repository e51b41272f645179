package io.fairlead.benchmarks.report;

/** The only place that writes to standard output and standard error. */
public final class Console {
  private Console() {}

  /** A result. */
  public static void print(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** What goes on, and what went wrong. */
  public static void tell(String line) {
    System.err.println(line);
    System.err.flush();
  }
}
