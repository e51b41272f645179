package io.fairlead.benchmarks.report;

import io.fairlead.benchmarks.load.Measured;
import io.fairlead.benchmarks.process.ServerProcess;
import java.time.Duration;

/**
 * One server under one kind of load.
 *
 * @param perSecond requests
 * @param cpuMicros CPU time of the server's process per request
 * @param p50Micros latency that half of the requests stay below
 * @param p99Micros latency that all but one in a hundred stay below
 * @param bytes of an answer
 * @param rssMegabytes resident memory at the end
 */
public record Figures(
    String name,
    long requests,
    long errors,
    double perSecond,
    double cpuMicros,
    long p50Micros,
    long p99Micros,
    long bytes,
    long rssMegabytes) {
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double MICROS_PER_SECOND = 1e6;

  /** What the client saw and the kernel counted over the same spans. */
  public static Figures of(String name, Measured seen, Duration cpu, ServerProcess process) {
    return new Figures(
        name,
        seen.requests(),
        seen.errors(),
        seen.perSecond(),
        cpu.toNanos() / NANOS_PER_MICRO / Math.max(1, seen.requests()),
        seen.p50Micros(),
        seen.p99Micros(),
        seen.bytesPerAnswer(),
        process.rssMegabytes());
  }

  /** Requests that one core's second pays for. */
  public double perSecondPerCore() {
    return MICROS_PER_SECOND / cpuMicros;
  }
}
