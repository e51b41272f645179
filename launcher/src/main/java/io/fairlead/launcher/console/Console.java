package io.fairlead.launcher.console;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The terminal, or whatever stands in for it; safe for any thread, a line is never torn. */
public final class Console {
  /** What a piece of text means; on a terminal each has its own colour. */
  public enum Tone {
    /** As it should be. */
    GOOD("32"),
    /** Worth a look. */
    WARN("33"),
    /** Something failed. */
    BAD("31"),
    /** What the eye should find first. */
    STRONG("1"),
    /** Said for completeness. */
    QUIET("2");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  private final PrintStream out;
  private final PrintStream err;
  private final boolean colours;

  /**
   * @param colours whether tones become colours
   */
  public Console(PrintStream out, PrintStream err, boolean colours) {
    this.out = out;
    this.err = err;
    this.colours = colours;
  }

  /**
   * Standard output and error as UTF-8. Colours need a terminal and no {@code NO_COLOR} (see
   * no-color.org); the {@code fairlead} script says in {@code FAIRLEAD_TTY} whether there is one,
   * since {@link System#console()} is there without a terminal from Java 22 on.
   */
  public static Console standard() {
    boolean terminal = "1".equals(System.getenv("FAIRLEAD_TTY"));
    return new Console(
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        terminal && System.getenv("NO_COLOR") == null);
  }

  /** A line of output. */
  public synchronized void line(String text) {
    out.println(text);
  }

  /** Text as it is, without a line break after it. */
  public synchronized void text(String text) {
    out.print(text);
    out.flush();
  }

  /** A line on standard error, marked as a failure. */
  public synchronized void error(String text) {
    err.println(paint(Tone.BAD, "fairlead: ") + text);
  }

  /** The text in the colour of its tone, or unchanged where there are no colours. */
  public String paint(Tone tone, String text) {
    return colours ? "\033[" + tone.code + "m" + text + "\033[0m" : text;
  }
}
