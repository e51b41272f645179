package io.fairlead.proxy.exchange;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.catalog.TimeoutConfiguration;
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

  /** No limit for a connection of TCP, and an hour of silence. */
  private static final Timeouts DEFAULT_TCP = ofSeconds(0, 3600);

  /**
   * Those of a service, the defaults of its protocol where it has none of its own.
   *
   * @param given null for none
   */
  public static Timeouts of(AppProtocol protocol, TimeoutConfiguration given) {
    var defaults = protocol == AppProtocol.TCP ? DEFAULT_TCP : DEFAULT;
    return given == null
        ? defaults
        : new Timeouts(
            nanos(given.perRequestTimeoutSeconds(), defaults.perRequestNanos),
            nanos(given.idleTimeoutSeconds(), defaults.idleNanos));
  }

  private static long nanos(Integer seconds, long fallback) {
    return seconds == null ? fallback : TimeUnit.SECONDS.toNanos(seconds);
  }

  /** From seconds, where 0 is none. */
  public static Timeouts ofSeconds(long perRequest, long idle) {
    return new Timeouts(TimeUnit.SECONDS.toNanos(perRequest), TimeUnit.SECONDS.toNanos(idle));
  }
}
