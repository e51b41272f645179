package io.fairlead.benchmarks.report;

import io.fairlead.benchmarks.load.Measured;
import java.time.Duration;
import java.util.List;

/**
 * One server under one kind of load.
 *
 * @param perSecond requests
 * @param cpuMicros CPU time of the server's process per request
 * @param ratioToFirst {@code cpuMicros} as a multiple of that of the first server of the table; 1
 *     while there is none
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
    double ratioToFirst,
    long p50Micros,
    long p99Micros,
    long bytes,
    long rssMegabytes) {
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double MICROS_PER_SECOND = 1e6;

  /** What the client saw and the kernel counted over the same spans. */
  public static Figures of(String name, Measured seen, Duration cpu, long rssMegabytes) {
    return new Figures(
        name,
        seen.requests(),
        seen.errors(),
        seen.perSecond(),
        cpu.toNanos() / NANOS_PER_MICRO / Math.max(1, seen.requests()),
        1,
        seen.p50Micros(),
        seen.p99Micros(),
        seen.bytesPerAnswer(),
        rssMegabytes);
  }

  /** The same with {@link #ratioToFirst}, from figures over all rounds. */
  public static List<Figures> besideFirst(List<Figures> rows) {
    return rows.stream().map(row -> row.beside(rows.get(0))).toList();
  }

  private Figures beside(Figures first) {
    return new Figures(
        name,
        requests,
        errors,
        perSecond,
        cpuMicros,
        cpuMicros / first.cpuMicros,
        p50Micros,
        p99Micros,
        bytes,
        rssMegabytes);
  }

  /** Requests that one core's second pays for. */
  public double perSecondPerCore() {
    return MICROS_PER_SECOND / cpuMicros;
  }
}
