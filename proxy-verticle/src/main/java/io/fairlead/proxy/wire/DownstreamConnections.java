package io.fairlead.proxy.wire;

import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener's connections from clients on one event loop: how many, and which are idle. */
final class DownstreamConnections {
  private static final Logger LOG = LoggerFactory.getLogger(DownstreamConnections.class);

  private static final class Activity {
    private int requests;
    private long idleSinceNanos;
  }

  private final ConnectionLimit limit;
  private final long idleNanos;
  private final LongSupplier clock;
  private final Map<HttpConnection, Activity> open = new HashMap<>();
  private int requests;

  DownstreamConnections(WireLimits limits, ConnectionLimit limit, LongSupplier nanoClock) {
    this.limit = limit;
    this.idleNanos = limits.downstreamIdleNanos();
    this.clock = nanoClock;
  }

  void opened(HttpConnection connection) {
    if (!limit.enter()) {
      connection.close();
      return;
    }
    var activity = new Activity();
    activity.idleSinceNanos = clock.getAsLong();
    open.put(connection, activity);
    connection.closeHandler(v -> closed(connection));
    connection.exceptionHandler(cause -> LOG.debug("client's connection broke", cause));
  }

  private void closed(HttpConnection connection) {
    if (open.remove(connection) != null) {
      limit.leave();
    }
  }

  void begun(HttpConnection connection) {
    requests++;
    var activity = open.get(connection);
    if (activity != null) {
      activity.requests++;
    }
  }

  void ended(HttpConnection connection) {
    requests--;
    var activity = open.get(connection);
    if (activity != null) {
      activity.requests--;
      activity.idleSinceNanos = clock.getAsLong();
    }
  }

  /** Requests under way. */
  int requests() {
    return requests;
  }

  /** Closes connections that were silent for too long, also those that never finish a head. */
  void sweep() {
    long now = clock.getAsLong();
    for (var connection : open.entrySet().stream().filter(e -> isIdle(e, now)).toList()) {
      connection.getKey().close();
    }
  }

  private boolean isIdle(Map.Entry<HttpConnection, Activity> entry, long now) {
    return entry.getValue().requests == 0 && now - entry.getValue().idleSinceNanos >= idleNanos;
  }
}
