package io.fairlead.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects figures and verdicts in the order of their coming. */
public final class Report {
  /** Stands for standard output in {@link #publish}. */
  public static final String STANDARD_OUTPUT = "-";

  private static final String HEAD =
      String.format(
          "%-24s %10s %12s %8s %10s %10s %10s %8s %7s %7s",
          "",
          "requests/s",
          "CPU us each",
          "x first",
          "per core s",
          "p50 us",
          "p99 us",
          "bytes",
          "RSS MB",
          "errors");

  private static final String DELAYS_HEAD =
      String.format("%-44s %8s %10s %10s %10s", "", "times", "p50 ms", "p99 ms", "max ms");
  private static final String RATIOS_HEAD =
      String.format("%-34s %12s %12s %8s %8s", "", "CPU each", "requests/s", "p50", "p99");
  private static final String MEMORY_HEAD =
      String.format(
          "%-24s %8s %8s %12s %12s %8s",
          "MB", "idle", "busy", "idle conns", "slow readers", "errors");
  private static final double MICROS_PER_MILLI = 1e3;

  private final List<String> lines = new ArrayList<>();
  private final ObjectNode json = new ObjectMapper().createObjectNode();
  private long errors;

  /**
   * An empty one.
   *
   * @param benchmark the subcommand
   */
  public Report(String benchmark, String title) {
    lines.add(title);
    json.put("benchmark", benchmark);
    json.put("title", title);
    json.putArray("results");
    json.putArray("verdicts");
  }

  /** A table of servers. */
  public Report table(List<Figures> rows) {
    lines.add(HEAD);
    for (Figures row : rows) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-24s %10.0f %12.2f %8.2f %10.0f %10d %10d %8d %7d %7d",
              row.name(),
              row.perSecond(),
              row.cpuMicros(),
              row.ratioToFirst(),
              row.perSecondPerCore(),
              row.p50Micros(),
              row.p99Micros(),
              row.bytes(),
              row.rssMegabytes(),
              row.errors()));
      json.withArray("results").add(result(row));
      errors += row.errors();
    }
    return this;
  }

  /** A table of what took how long. */
  public Report delays(List<Delays> rows) {
    lines.add(DELAYS_HEAD);
    for (Delays row : rows) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-44s %8d %10.2f %10.2f %10.2f",
              row.name(),
              row.micros().size(),
              row.percentileMicros(50) / MICROS_PER_MILLI,
              row.percentileMicros(99) / MICROS_PER_MILLI,
              row.maxMicros() / MICROS_PER_MILLI));
      json.withArray("results")
          .addObject()
          .put("name", row.name())
          .put("times", row.micros().size())
          .put("p50Micros", row.percentileMicros(50))
          .put("p99Micros", row.percentileMicros(99))
          .put("maxMicros", row.maxMicros());
    }
    return this;
  }

  /** A table of what servers keep in memory. */
  public Report memory(List<Memory> rows) {
    lines.add(MEMORY_HEAD);
    for (Memory row : rows) {
      lines.add(
          String.format(
              "%-24s %8d %8d %12d %12d %8d",
              row.name(),
              row.idleMegabytes(),
              row.busyMegabytes(),
              row.idleConnectionsMegabytes(),
              row.slowReadersMegabytes(),
              row.errors()));
      json.withArray("results")
          .addObject()
          .put("name", row.name())
          .put("rssMiB", row.busyMegabytes())
          .put("idleRssMiB", row.idleMegabytes())
          .put("idleConnectionsRssMiB", row.idleConnectionsMegabytes())
          .put("slowReadersRssMiB", row.slowReadersMegabytes())
          .put("errors", row.errors());
      errors += row.errors();
    }
    return this;
  }

  /** A table of servers beside others. */
  public Report ratios(List<Ratios> rows) {
    lines.add(RATIOS_HEAD);
    for (Ratios row : rows) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-34s %12.2f %12.2f %8.2f %8.2f",
              row.name(),
              row.cpu(),
              row.perSecond(),
              row.p50(),
              row.p99()));
      json.withArray("ratios")
          .addObject()
          .put("name", row.name())
          .put("cpuMicrosPerOperation", row.cpu())
          .put("operationsPerSecond", row.perSecond())
          .put("p50Micros", row.p50())
          .put("p99Micros", row.p99());
    }
    return this;
  }

  /** A single value. */
  public Report line(String what, String value) {
    lines.add(what + ": " + value);
    json.withObject("/values").put(what, value);
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

  /**
   * Tells it.
   *
   * @param json null for text on standard output; {@link #STANDARD_OUTPUT} for JSON there instead;
   *     else the file that gets the JSON, besides the text
   */
  public void publish(String json) throws IOException {
    if (STANDARD_OUTPUT.equals(json)) {
      Console.print(jsonText());
      return;
    }
    Console.print(String.join(System.lineSeparator(), lines));
    if (json != null) {
      Files.writeString(Path.of(json), jsonText() + System.lineSeparator());
    }
  }

  /** The form of every measurement's results, for whoever compares runs. */
  private static ObjectNode result(Figures row) {
    return new ObjectMapper()
        .createObjectNode()
        .put("name", row.name())
        .put("cpuMicrosPerOperation", row.cpuMicros())
        .put("ratioToFirst", row.ratioToFirst())
        .put("operationsPerSecond", row.perSecond())
        .put("p50Micros", row.p50Micros())
        .put("p99Micros", row.p99Micros())
        .put("rssMiB", row.rssMegabytes())
        .put("errors", row.errors());
  }

  private String jsonText() {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and texts could not be written", e);
    }
  }
}
