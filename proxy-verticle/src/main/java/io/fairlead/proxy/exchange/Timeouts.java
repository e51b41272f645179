package io.fairlead.proxy.exchange;

import java.util.concurrent.TimeUnit;

/**
 * A service's timeouts.
 *
 * @param perRequestNanos from the end of the request to the end of the response, for one attempt; 0
 *     is none
 * @param idleNanos silence in both directions while a request is under way; 0 is none
 */
public record Timeouts(long perRequestNanos, long idleNanos) {
  /** Fifteen seconds an attempt and five minutes of silence, as ECS Service Connect has them. */
  public static final Timeouts DEFAULT = ofSeconds(15, 300);

  /** From seconds, where 0 is none. */
  public static Timeouts ofSeconds(long perRequest, long idle) {
    return new Timeouts(TimeUnit.SECONDS.toNanos(perRequest), TimeUnit.SECONDS.toNanos(idle));
  }
}
