package io.fairlead.demo.program;

/** The only place that writes to standard output and standard error. */
public final class Console {
  private Console() {}

  /** One line for whoever reads the output; flushed, since it may be a pipe. */
  public static void print(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** One line for whoever has to mend something. */
  public static void error(String line) {
    System.err.println(line);
    System.err.flush();
  }
}
