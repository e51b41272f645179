package io.fairlead.node;

import java.io.PrintStream;

/** What is said to whoever started the process, outside the log. */
final class Console {
  private static final PrintStream OUT = System.out;
  private static final PrintStream ERR = System.err;

  private Console() {}

  /** An answer that was asked for. */
  static void answer(String text) {
    OUT.print(text);
    OUT.flush();
  }

  /** Why the process does not start. */
  static void refuse(String line) {
    ERR.println(line);
    ERR.flush();
  }
}
