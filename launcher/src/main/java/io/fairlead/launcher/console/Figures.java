package io.fairlead.launcher.console;

import java.time.Duration;
import java.util.Locale;

/** Figures as people read them. */
public final class Figures {
  private static final double NANOS = 1e9;

  private Figures() {}

  /** Such as {@code 2.1 s}. */
  public static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toNanos() / NANOS);
  }

  /** Such as {@code 0.84 ms}, {@code 12.3 ms} or {@code 140 ms}. */
  public static String millis(double millis) {
    String form = millis < 10 ? "%.2f ms" : millis < 100 ? "%.1f ms" : "%.0f ms";
    return String.format(Locale.ROOT, form, millis);
  }

  /** Such as {@code 12,000}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Such as {@code 64 MB} (of 1,000,000 bytes). */
  public static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%d MB", Math.round(bytes / 1e6));
  }

  /** Such as {@code 1 backend} or {@code 3 backends}. */
  public static String several(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }
}
