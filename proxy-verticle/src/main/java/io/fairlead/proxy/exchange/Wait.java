package io.fairlead.proxy.exchange;

import io.vertx.core.Future;

/** How a stage lets time pass; tests play it by hand. */
public interface Wait {
  /** Completes after so many nanoseconds, on the event loop that asked. */
  Future<Void> nanos(long nanos);
}
