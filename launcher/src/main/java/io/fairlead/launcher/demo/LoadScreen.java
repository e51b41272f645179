package io.fairlead.launcher.demo;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.console.Console.Tone;
import io.fairlead.launcher.console.Figures;
import java.util.Locale;

/** The live line of each second, under a heading that comes again before it scrolls away. */
final class LoadScreen {
  private static final String FORM = "%6s %8s %10s %8s %10s %10s %10s   %s";
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
      console.line(
          console.paint(
              Tone.QUIET, format("time", "rate", "ok", "failed", "p50", "p99", "max", "backends")));
    }
    console.line(line(reading));
  }

  private String line(LoadReading reading) {
    String failed = String.format(Locale.ROOT, "%8s", Figures.count(reading.failed()));
    return format(
            reading.t() + " s",
            Math.round(reading.rate()) + "/s",
            Figures.count(reading.ok()),
            "%8s",
            Figures.millis(reading.p50Millis()),
            Figures.millis(reading.p99Millis()),
            Figures.millis(reading.maxMillis()),
            rotation.backends())
        .replace("%8s", console.paint(reading.failed() == 0 ? Tone.GOOD : Tone.BAD, failed));
  }

  private static String format(Object... columns) {
    return String.format(Locale.ROOT, FORM, columns);
  }
}
