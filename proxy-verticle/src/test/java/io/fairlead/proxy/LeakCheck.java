package io.fairlead.proxy;

import io.netty.buffer.PooledByteBufAllocator;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails each class of tests in or before which a buffer was not released; found by JUnit as a
 * service.
 */
public final class LeakCheck implements AfterAllCallback {
  private static final int PATIENCE_MILLIS = 5000;

  @Override
  public void afterAll(ExtensionContext context) throws InterruptedException {
    var leaks = leaks();
    if (!leaks.isEmpty()) {
      throw new AssertionError(
          leaks.size() + " buffers were not released (expected: none), first: " + leaks.get(0));
    }
  }

  /** What leaked up to now and was not told yet. */
  static List<String> leaks() throws InterruptedException {
    // Twice: the first one may only see that the detector's own records are unreachable.
    collectGarbage();
    collectGarbage();
    // Leaks are looked for whenever a buffer is made.
    PooledByteBufAllocator.DEFAULT.directBuffer().release();
    PooledByteBufAllocator.DEFAULT.heapBuffer().release();
    List<String> found = new ArrayList<>();
    for (String leak = LeakCollector.LEAKS.poll();
        leak != null;
        leak = LeakCollector.LEAKS.poll()) {
      found.add(leak);
    }
    return found;
  }

  /** Until the collector has told of something that became unreachable just before. */
  private static void collectGarbage() throws InterruptedException {
    var told = new ReferenceQueue<Object>();
    var sentinel = new PhantomReference<>(new Object(), told);
    System.gc();
    if (told.remove(PATIENCE_MILLIS) != sentinel) {
      throw new IllegalStateException("no garbage was collected");
    }
  }
}
