package io.fairlead.benchmarks.report;

/**
 * What one server takes or does as a multiple of what another one does: medians of the ratios that
 * rounds had.
 *
 * @param name both servers, as in {@code ours / theirs}
 * @param cpu CPU time of a request
 * @param perSecond requests a second
 * @param p50 latency that half of the requests stay below
 * @param p99 latency that all but one in a hundred stay below
 */
public record Ratios(String name, double cpu, double perSecond, double p50, double p99) {}
