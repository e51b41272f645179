package io.fairlead.benchmarks.proxy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.benchmarks.process.ServerFailure;

/**
 * What a load generator has seen in one turn.
 *
 * @param requests that were answered as they had to be
 * @param errors requests that were not
 * @param seconds that it took
 * @param bytesEach of an answer, with its head
 * @param p50Micros latency that half of the answers stay below
 * @param p99Micros latency that all but one in a hundred stay below
 * @param firstError what the first error was; empty without errors, or when it is not known
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LoadReport(
    long requests,
    long errors,
    double seconds,
    long bytesEach,
    long p50Micros,
    long p99Micros,
    String firstError) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  /** Reads the line that our load generator prints; fails with a {@link ServerFailure}. */
  static LoadReport of(String printed) {
    try {
      return JSON.readValue(printed, LoadReport.class);
    } catch (JsonProcessingException e) {
      throw new ServerFailure(
          "the load generator printed \"%s\" (expected: one line of JSON)"
              .formatted(printed.strip()));
    }
  }

  double perSecond() {
    return requests / seconds;
  }
}
