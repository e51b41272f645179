package io.fairlead.proxy.check;

import io.vertx.core.Future;

/** One way to ask an application whether it works. */
public interface AppCheck {
  /**
   * Asks once; succeeds when it works, fails with a one-line reason when it does not. Never blocks;
   * keeps to its timeout itself.
   */
  Future<Void> probe();

  /** Gives back what it holds. */
  Future<Void> close();
}
