package io.fairlead.registry.cluster;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.CRC32C;

/**
 * Objects that were written or read a moment ago, by their bytes. A change is made, answered and
 * announced on one member within milliseconds, each time through bytes: reading them again every
 * time took most of a registration's time. Only for immutable objects; bounded, safe for any
 * thread.
 */
final class LatelyWritten {
  private static final int SLOTS = 64;

  /** Longer texts are read each time; they are rare, and would be dear to keep. */
  private static final int LENGTH_MAX = 256 * 1024;

  private final AtomicReferenceArray<Known> known = new AtomicReferenceArray<>(SLOTS);

  private static final class Known {
    final byte[] bytes;
    final Object object;

    Known(byte[] bytes, Object object) {
      this.bytes = bytes;
      this.object = object;
    }
  }

  /** Remembers what these bytes say; the caller changes them no more. */
  void remember(byte[] bytes, Object object) {
    if (bytes.length <= LENGTH_MAX) {
      known.set(slot(bytes), new Known(bytes, object));
    }
  }

  /** What exactly these bytes say, or null when that is not known any more. */
  Object recall(byte[] bytes) {
    if (bytes.length > LENGTH_MAX) {
      return null;
    }
    var found = known.get(slot(bytes));
    return found != null && Arrays.equals(found.bytes, bytes) ? found.object : null;
  }

  private static int slot(byte[] bytes) {
    var sum = new CRC32C();
    sum.update(bytes);
    return (int) (sum.getValue() % SLOTS);
  }
}
