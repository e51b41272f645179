package io.fairlead.launcher.console;

import io.fairlead.launcher.console.Console.Tone;
import io.fairlead.launcher.process.ProcessListener;
import java.time.Duration;
import java.util.Locale;

/** Tells the user what becomes of the processes, a line each. */
public final class ProcessNews implements ProcessListener {
  private final Console console;
  private volatile boolean quiet;

  /** News for this console. */
  public ProcessNews(Console console) {
    this.console = console;
  }

  /** From now on says nothing: everything is being stopped. */
  public void hush() {
    quiet = true;
  }

  @Override
  public void becameReady(String name, Duration took) {
    tell(Tone.GOOD, name, "ready", Figures.seconds(took));
  }

  @Override
  public void died(String name, int exit, Duration restart) {
    String next = restart == null ? "" : "starts again in " + Figures.seconds(restart);
    tell(Tone.WARN, name, "ended", "exit code " + exit + (next.isEmpty() ? "" : ", " + next));
  }

  private void tell(Tone tone, String name, String what, String more) {
    if (!quiet) {
      console.line(
          String.format(Locale.ROOT, "  %-22s ", name) + console.paint(tone, what) + "  " + more);
    }
  }
}
