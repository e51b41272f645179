package io.fairlead.launcher.demo;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.console.Console.Tone;
import io.fairlead.launcher.console.Figures;
import java.util.Locale;

/** The live line of each second, under a heading that comes again before it scrolls away. */
final class LoadScreen {
  private static final int HEADING_EVERY = 20;

  private final Console console;
  private final Rotation rotation;
  private int lines;

  LoadScreen(Console console, Rotation rotation) {
    this.console = console;
    this.rotation = rotation;
  }

  /** Shows how the load stands. */
  void show(LoadReading reading) {
    if (lines++ % HEADING_EVERY == 0) {
      String failed = column("failed");
      String heading = line("time", "rate", "ok", failed, "p50", "p99", "max", "backends");
      console.line(console.paint(Tone.QUIET, heading));
    }
    var tone = reading.failed() == 0 ? Tone.GOOD : Tone.BAD;
    console.line(
        line(
            reading.t() + " s",
            Math.round(reading.rate()) + "/s",
            Figures.count(reading.ok()),
            console.paint(tone, column(Figures.count(reading.failed()))),
            Figures.millis(reading.p50Millis()),
            Figures.millis(reading.p99Millis()),
            Figures.millis(reading.maxMillis()),
            rotation.backends()));
  }

  /** Padded by itself, since colours count as characters where they do not show. */
  private static String column(String text) {
    return String.format(Locale.ROOT, "%8s", text);
  }

  private static String line(Object... columns) {
    return String.format(Locale.ROOT, "%6s %8s %10s %s %10s %10s %10s   %s", columns);
  }
}
