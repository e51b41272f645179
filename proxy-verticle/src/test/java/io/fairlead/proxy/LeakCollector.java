package io.fairlead.proxy;

import io.netty.util.ResourceLeakDetector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Netty's leak detector for all tests of this module, which it takes by a system property; keeps
 * what it finds, so that {@link LeakCheck} can fail.
 */
public final class LeakCollector<T> extends ResourceLeakDetector<T> {
  /** What leaked since the last look. */
  static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

  public LeakCollector(Class<?> type, int samplingInterval) {
    super(type, samplingInterval);
  }

  /** As Netty of old called it; it looks for this one, too. */
  public LeakCollector(Class<?> type, int samplingInterval, long maxActive) {
    this(type, samplingInterval);
  }

  @Override
  protected boolean needReport() {
    return true;
  }

  @Override
  protected void reportTracedLeak(String type, String records) {
    LEAKS.add(type + records);
    super.reportTracedLeak(type, records);
  }

  @Override
  protected void reportUntracedLeak(String type) {
    LEAKS.add(type);
    super.reportUntracedLeak(type);
  }
}
