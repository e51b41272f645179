package io.fairlead.nameserver.forward;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The questions that upstreams are asked now, over all event loops; any thread. */
final class Underway {
  private final ConcurrentMap<Question, Resolution> resolutions = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final int waitingMax;

  Underway(int waitingMax) {
    this.waitingMax = waitingMax;
  }

  /** Counts one asker more, unless that is too many: then false, and nothing is counted. */
  boolean admit() {
    if (waiting.incrementAndGet() > waitingMax) {
      waiting.decrementAndGet();
      return false;
    }
    return true;
  }

  /** How many askers wait. */
  int waiting() {
    return waiting.get();
  }

  /** Whether an upstream at that address is being asked this very question. */
  boolean isAskedAt(InetAddress address, Question question) {
    var resolution = resolutions.get(question);
    return resolution != null && resolution.isAskedAt(address);
  }

  /**
   * Lets an admitted asker wait.
   *
   * @param mine not begun
   * @return true when it has to begin; false when the same question was under way already
   */
  boolean join(Resolution mine, Waiter waiter) {
    return mine
        == resolutions.compute(
            mine.question(),
            (question, there) -> {
              var joined = there == null ? mine : there;
              joined.waiters().add(waiter);
              return joined;
            });
  }

  /**
   * Ends it: from now on nobody joins.
   *
   * @return everybody who waited
   */
  List<Waiter> end(Resolution resolution) {
    resolutions.remove(resolution.question(), resolution);
    waiting.addAndGet(-resolution.waiters().size());
    return resolution.waiters();
  }

  /** What runs on one event loop. */
  List<Resolution> on(UpstreamSockets loop) {
    return resolutions.values().stream().filter(r -> r.runsOn(loop)).toList();
  }
}
