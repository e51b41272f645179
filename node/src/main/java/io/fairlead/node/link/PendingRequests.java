package io.fairlead.node.link;

import io.fairlead.catalog.bus.BusFailure;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The requests that wait for an answer from the registry; bounded; on the link's event loop. */
final class PendingRequests {
  private record Waiting(Message<JsonObject> request, long untilNanos) {}

  private final int countMax;
  private final long waitNanos;
  private final LinkMetrics metrics;
  private final Map<String, Waiting> byReplyAddress = new LinkedHashMap<>();

  /**
   * @param waitNanos longer than any sender waits: then nobody listens for the answer any more
   */
  PendingRequests(int countMax, long waitNanos, LinkMetrics metrics) {
    this.countMax = countMax;
    this.waitNanos = waitNanos;
    this.metrics = metrics;
  }

  /** False when too many wait already. */
  boolean add(String replyAddress, Message<JsonObject> request, long nowNanos) {
    if (byReplyAddress.size() >= countMax) {
      return false;
    }
    byReplyAddress.put(replyAddress, new Waiting(request, nowNanos + waitNanos));
    count();
    return true;
  }

  /** The request that an answer belongs to; null when it came too late. */
  Message<JsonObject> take(String replyAddress) {
    var waiting = byReplyAddress.remove(replyAddress);
    count();
    return waiting == null ? null : waiting.request();
  }

  /** Forgets those whose senders gave up. */
  void expire(long nowNanos) {
    Iterator<Waiting> oldestFirst = byReplyAddress.values().iterator();
    while (oldestFirst.hasNext() && oldestFirst.next().untilNanos() - nowNanos <= 0) {
      oldestFirst.remove();
    }
    count();
  }

  /** Nobody will answer any more. */
  void failAll(String reason) {
    var orphans = List.copyOf(byReplyAddress.values());
    byReplyAddress.clear();
    count();
    metrics.failed.increment(orphans.size());
    orphans.forEach(w -> w.request().fail(BusFailure.UNAVAILABLE, reason));
  }

  private void count() {
    metrics.pending.set(byReplyAddress.size());
  }
}
