package io.fairlead.benchmarks.proxy;

import io.fairlead.benchmarks.report.Ratios;
import io.fairlead.benchmarks.report.Report;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The sidecar beside each of the others.
 *
 * @param rounds that are over
 */
public record Comparison(ProxyRounds rounds) {
  /** CPU of a request as a multiple of another's; none when one of them was left out. */
  public OptionalDouble cpu(String other) {
    return ratio(other, ProxyRounds.Turn::cpuMicros);
  }

  /** Requests a second as a multiple of another's. */
  public OptionalDouble perSecond(String other) {
    return ratio(other, ProxyRounds.Turn::perSecond);
  }

  /** The 99th percentile of latency as a multiple of another's. */
  public OptionalDouble p99(String other) {
    return ratio(other, ProxyRounds.Turn::p99Micros);
  }

  /**
   * All of it, one row for each other proxy that took part.
   *
   * @param suffix comes behind the names
   */
  public List<Ratios> rows(String suffix) {
    return Stream.of(PackagedProxy.values())
        .map(PackagedProxy::label)
        .filter(other -> cpu(other).isPresent())
        .map(
            other ->
                new Ratios(
                    FairleadProxy.NAME + " / " + other + suffix,
                    cpu(other).orElseThrow(),
                    perSecond(other).orElseThrow(),
                    ratio(other, ProxyRounds.Turn::p50Micros).orElseThrow(),
                    p99(other).orElseThrow()))
        .toList();
  }

  /** Says of each proxy whether it was at its limit: if not, requests/s are the client's limit. */
  public void tellShares(Report report) {
    rounds
        .names()
        .forEach(
            name ->
                report.line(
                    "share of its core that %s took".formatted(name),
                    String.format(
                        Locale.ROOT, "%.2f", rounds.median(name, ProxyRounds.Turn::busy))));
  }

  private OptionalDouble ratio(String other, ToDoubleFunction<ProxyRounds.Turn> value) {
    return rounds.ratio(FairleadProxy.NAME, other, value);
  }
}
