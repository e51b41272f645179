package io.fairlead.launcher.process;

import java.time.Duration;

/** Hears of a supervised process. Called from any thread; returns at once, never calls back. */
public interface ProcessListener {
  /**
   * It is ready, for the first time or again.
   *
   * @param took since it was started
   */
  void becameReady(String name, Duration took);

  /**
   * It ended although nobody stopped it.
   *
   * @param exit its exit code, 128 + signal when killed
   * @param restart when it will be started again; null for never
   */
  void died(String name, int exit, Duration restart);

  /** For those who do not care. */
  static ProcessListener none() {
    return new ProcessListener() {
      @Override
      public void becameReady(String name, Duration took) {}

      @Override
      public void died(String name, int exit, Duration restart) {}
    };
  }
}
