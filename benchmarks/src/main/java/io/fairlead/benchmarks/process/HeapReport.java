package io.fairlead.benchmarks.process;

import java.util.regex.Pattern;

/** What {@code jcmd <pid> GC.heap_info} prints. */
final class HeapReport {
  private static final Pattern USED = Pattern.compile("\\bused (\\d+)K");
  private static final Pattern APART = Pattern.compile("\\s*(Metaspace|class space).*");
  private static final long KB_PER_MB = 1024;

  private HeapReport() {}

  /** All generations together; what is kept outside the heap is left out. */
  static long usedMegabytes(String report) {
    return report
            .lines()
            .filter(line -> !APART.matcher(line).matches())
            .flatMap(line -> USED.matcher(line).results())
            .mapToLong(found -> Long.parseLong(found.group(1)))
            .sum()
        / KB_PER_MB;
  }
}
