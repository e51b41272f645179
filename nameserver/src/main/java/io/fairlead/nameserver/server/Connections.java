package io.fairlead.nameserver.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Who has how many TCP connections open, over all event loops; any thread. */
public final class Connections {
  private final TcpSettings settings;
  private final AtomicInteger open;
  private final Map<String, Integer> perAsker = new ConcurrentHashMap<>();

  /** Nobody yet; what is open is told to the meters. */
  public Connections(TcpSettings settings, ServerMetrics metrics) {
    this.settings = settings;
    this.open = metrics.connections();
  }

  /** Counts one more, unless that is too many: then false, and nothing is counted. */
  boolean admit(String asker) {
    if (open.incrementAndGet() > settings.connectionsMax()) {
      open.decrementAndGet();
      return false;
    }
    if (perAsker.merge(asker, 1, Integer::sum) > settings.connectionsPerAsker()) {
      leave(asker);
      return false;
    }
    return true;
  }

  void leave(String asker) {
    perAsker.computeIfPresent(asker, (a, count) -> count > 1 ? count - 1 : null);
    open.decrementAndGet();
  }
}
