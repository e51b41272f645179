package io.fairlead.launcher.release;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Sums what sidecars count of one rule's split, since they were first read. A sidecar that was
 * started anew counts from 0, which never makes the sums smaller. Pure; one thread at a time.
 */
final class SplitReadings {
  private static final String METRIC = "mesh_proxy_split_requests_total{";
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private record Series(String destination, boolean failed) {}

  private final String service;
  private final String rule;
  private final Map<String, Map<Series, Long>> last = new HashMap<>();
  private final Map<String, Counts> sums = new HashMap<>();

  /**
   * @param service whose policy it is, as {@code service.namespace}
   */
  SplitReadings(String service, String rule) {
    this.service = service;
    this.rule = rule;
  }

  /** What a sidecar's metrics page says now. */
  void read(String sidecar, String page) {
    var now = series(page);
    var before = last.put(sidecar, now);
    if (before != null) {
      now.forEach(
          (series, value) -> {
            long held = before.getOrDefault(series, 0L);
            add(series, value >= held ? value - held : value);
          });
    }
  }

  private void add(Series series, long more) {
    var counts = series.failed() ? new Counts(0, more) : new Counts(more, 0);
    sums.merge(series.destination(), counts, Counts::plus);
  }

  /** All of a destination's so far. */
  Counts of(String destination) {
    return sums.getOrDefault(destination, Counts.NONE);
  }

  private Map<Series, Long> series(String page) {
    Map<Series, Long> found = new HashMap<>();
    page.lines().filter(line -> line.startsWith(METRIC)).forEach(line -> add(line, found));
    return found;
  }

  private void add(String line, Map<Series, Long> found) {
    Map<String, String> labels = new HashMap<>();
    var label = LABEL.matcher(line);
    int end = 0;
    while (label.find()) {
      labels.put(label.group(1), label.group(2).replace("\\\"", "\"").replace("\\\\", "\\"));
      end = label.end();
    }
    if (service.equals(labels.get("service")) && rule.equals(labels.get("rule"))) {
      var series = new Series(labels.get("destination"), "failed".equals(labels.get("outcome")));
      // Behind the closing brace; with an exponent from ten million on.
      found.put(series, (long) Double.parseDouble(line.substring(end + 1).trim()));
    }
  }
}
