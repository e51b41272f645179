package io.fairlead.registry.api;

import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Ids for {@code x-amzn-RequestId}: random UUIDs. They tell requests apart and guard nothing, so
 * they need no secure source, which would cost as much as a lookup. Not thread safe.
 */
final class RequestIds {
  private static final long VERSION_MASK = 0xF000L;
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT_MASK = 0xC000_0000_0000_0000L;
  private static final long VARIANT_RFC_9562 = 0x8000_0000_0000_0000L;

  private final RandomGenerator random;

  /**
   * @param random seeded otherwise on every registry node
   */
  RequestIds(RandomGenerator random) {
    this.random = random;
  }

  String next() {
    long most = (random.nextLong() & ~VERSION_MASK) | VERSION_4;
    long least = (random.nextLong() & ~VARIANT_MASK) | VARIANT_RFC_9562;
    return new UUID(most, least).toString();
  }
}
