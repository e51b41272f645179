package io.fairlead.launcher.demo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Optional;

/**
 * A line of the load generator: how the run stands after a second, or at its end.
 *
 * @param t seconds since the start; 0 in the summary
 * @param summary whether it is the last line, about the whole run
 * @param seconds how long the run took; 0 before the summary
 * @param sent requests since the start
 * @param ok good answers since the start
 * @param failed everything else since the start
 * @param failures {@code failed} by kind
 * @param rate good answers a second, in the last second or over the whole run
 * @param p50Millis latency over the same time
 * @param p99Millis likewise
 * @param maxMillis likewise
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LoadReading(
    long t,
    boolean summary,
    double seconds,
    long sent,
    long ok,
    long failed,
    Map<String, Long> failures,
    double rate,
    double p50Millis,
    double p99Millis,
    double maxMillis) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public LoadReading {
    failures = failures == null ? Map.of() : Map.copyOf(failures);
  }

  /** The reading in a line; empty when it holds none. */
  static Optional<LoadReading> parse(String line) {
    try {
      return line.startsWith("{")
          ? Optional.of(JSON.readValue(line, LoadReading.class))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
