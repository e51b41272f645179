package io.fairlead.launcher.demo;

import io.fairlead.launcher.console.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The demo's last words, for a person.
 *
 * @param load the whole run
 * @param firstRequest after the launcher's start
 * @param kill empty when nothing was killed
 * @param memory bytes of each sidecar
 * @param logs where they lie
 */
record DemoReport(
    LoadReading load,
    Optional<Duration> firstRequest,
    Optional<KillStory.Cost> kill,
    LongSummaryStatistics memory,
    String logs) {

  /** A line each. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(load.failed() == 0 ? "No request failed." : failures());
    lines.add(
        line(
            "requests",
            Figures.count(load.sent())
                + " in "
                + String.format(Locale.ROOT, "%.0f s", load.seconds())
                + ", "
                + Figures.count(load.ok())
                + " answered, "
                + Figures.count(load.failed())
                + " failed"));
    lines.add(
        line(
            "latency",
            "p50 "
                + Figures.millis(load.p50Millis())
                + ", p99 "
                + Figures.millis(load.p99Millis())
                + ", max "
                + Figures.millis(load.maxMillis())));
    kill.ifPresent(cost -> lines.add(line("kill -9", killed(cost))));
    if (memory.getCount() > 0) {
      lines.add(line("sidecars", memoryText()));
    }
    firstRequest.ifPresent(
        time -> lines.add(line("first request", Figures.seconds(time) + " after the start")));
    lines.add(line("logs", logs));
    return lines;
  }

  private String failures() {
    String kinds =
        new java.util.TreeMap<>(load.failures())
            .entrySet().stream()
                .map((Map.Entry<String, Long> e) -> Figures.count(e.getValue()) + " " + e.getKey())
                .collect(Collectors.joining(", "));
    return Figures.several(load.failed(), "request") + " failed: " + kinds;
  }

  private static String killed(KillStory.Cost cost) {
    String after =
        cost.replacement() == null || cost.replacement().isEmpty()
            ? ""
            : "; " + cost.replacement() + " was started in its place";
    return cost.victim()
        + " after "
        + cost.second()
        + " s: "
        + Figures.several(cost.failed(), "request")
        + " failed, the slowest answer took "
        + Figures.millis(cost.slowestMillis())
        + after;
  }

  private String memoryText() {
    return Figures.megabytes(memory.getMax())
        + " resident at most, "
        + Figures.megabytes((long) memory.getAverage())
        + " on average, "
        + memory.getCount()
        + " of them";
  }

  private static String line(String name, String text) {
    return String.format(Locale.ROOT, "  %-14s %s", name, text);
  }
}
