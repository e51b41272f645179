package io.fairlead.dns.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process holds, in bytes, after the garbage is gone.
 *
 * @param direct of the JVM's buffers and of those that Netty counts itself
 */
record Memory(long heap, long direct) {
  /** A leak of one small buffer for each message of a test would come to far more. */
  private static final long GROWTH_MAX = 4L << 20;

  static Memory now() {
    System.gc();
    System.gc();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return new Memory(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        direct + Math.max(0, PlatformDependent.usedDirectMemory()));
  }

  void assertNotGrownUntil(Memory later) {
    assertThat(later.heap).as("heap").isLessThan(heap + GROWTH_MAX);
    assertThat(later.direct).as("direct memory").isLessThan(direct + GROWTH_MAX);
    System.out.printf(
        "[fuzz] heap %,d KB, then %,d; direct %,d KB, then %,d%n",
        heap >> 10, later.heap >> 10, direct >> 10, later.direct >> 10);
  }
}
