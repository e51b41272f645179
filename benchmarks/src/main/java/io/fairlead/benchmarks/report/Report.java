package io.fairlead.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects figures and verdicts in the order of their coming. */
public final class Report {
  private static final String HEAD =
      String.format(
          "%-24s %10s %12s %10s %10s %10s %8s %7s %7s",
          "",
          "requests/s",
          "CPU us each",
          "per core s",
          "p50 us",
          "p99 us",
          "bytes",
          "RSS MB",
          "errors");

  private final List<String> lines = new ArrayList<>();
  private final ObjectNode json = new ObjectMapper().createObjectNode();
  private long errors;

  public Report(String title) {
    lines.add(title);
    json.put("title", title);
    json.putArray("servers");
    json.putArray("verdicts");
  }

  /** A table of servers. */
  public Report table(List<Figures> rows) {
    lines.add(HEAD);
    for (Figures row : rows) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-24s %10.0f %12.1f %10.0f %10d %10d %8d %7d %7d",
              row.name(),
              row.perSecond(),
              row.cpuMicros(),
              row.perSecondPerCore(),
              row.p50Micros(),
              row.p99Micros(),
              row.bytes(),
              row.rssMegabytes(),
              row.errors()));
      json.withArray("servers").addPOJO(row);
      errors += row.errors();
    }
    return this;
  }

  /** A single value. */
  public Report line(String what, String value) {
    lines.add(what + ": " + value);
    json.put(what, value);
    return this;
  }

  /** Whether something that was promised is so. */
  public Report verdict(String what, double value, String wanted, boolean met) {
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %.2f (wanted: %s): %s",
            what,
            value,
            wanted,
            met ? "met" : "not met"));
    json.withArray("verdicts")
        .addObject()
        .put("what", what)
        .put("value", value)
        .put("wanted", wanted)
        .put("met", met);
    return this;
  }

  /** Requests that failed, in all tables. */
  public long errors() {
    return errors;
  }

  /** To standard output. */
  public void print(boolean asJson) {
    Console.print(asJson ? jsonText() : String.join(System.lineSeparator(), lines));
  }

  private String jsonText() {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and texts could not be written", e);
    }
  }
}
