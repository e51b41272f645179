package io.fairlead.launcher.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What is done when the launcher is told to go (Ctrl-C, SIGTERM) or goes by itself, once. While it
 * is done, other threads see their processes end and must not take that for a failure: they wait in
 * {@link #standStillIfBegun}.
 */
public final class Leaving {
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Thread hook;

  private Leaving(Runnable action) {
    this.hook =
        new Thread(
            () -> {
              begun.set(true);
              action.run();
            },
            "leaving");
  }

  /** Arranges for it. */
  public static Leaving by(Runnable action) {
    var leaving = new Leaving(action);
    Runtime.getRuntime().addShutdownHook(leaving.hook);
    return leaving;
  }

  /** Returns unless the JVM is going, and never does when it is. */
  public void standStillIfBegun() {
    if (begun.get()) {
      standStill();
    }
  }

  /** Waits until the JVM goes. */
  public void standStill() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
