package io.fairlead.proxy.exchange;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.catalog.TimeoutConfiguration;
import io.fairlead.catalog.policy.RequestTimeouts;
import java.util.concurrent.TimeUnit;

/**
 * A service's timeouts; 0 is none.
 *
 * @param perRequestNanos from the end of the request to the end of the response, for one attempt
 * @param idleNanos silence in both directions while a request is under way
 * @param wholeNanos all attempts together, from the request's head on
 * @param streamNanos from the request's head to the last byte in either direction
 */
public record Timeouts(long perRequestNanos, long idleNanos, long wholeNanos, long streamNanos) {
  /** Fifteen seconds an attempt and five minutes of silence, as ECS Service Connect has them. */
  public static final Timeouts DEFAULT = ofSeconds(15, 300);

  /** No limit for a connection of TCP, and an hour of silence. */
  private static final Timeouts DEFAULT_TCP = ofSeconds(0, 3600);

  /** Those that ECS knows. */
  public Timeouts(long perRequestNanos, long idleNanos) {
    this(perRequestNanos, idleNanos, 0, 0);
  }

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

  /**
   * These with what a policy says instead.
   *
   * @param policy null for nothing
   */
  public Timeouts with(RequestTimeouts policy) {
    return policy == null
        ? this
        : new Timeouts(
            millis(policy.perTryMillis(), perRequestNanos),
            millis(policy.idleMillis(), idleNanos),
            millis(policy.requestMillis(), wholeNanos),
            millis(policy.streamMillis(), streamNanos));
  }

  private static long nanos(Integer seconds, long fallback) {
    return seconds == null ? fallback : TimeUnit.SECONDS.toNanos(seconds);
  }

  private static long millis(Integer millis, long fallback) {
    return millis == null ? fallback : TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** From seconds, where 0 is none. */
  public static Timeouts ofSeconds(long perRequest, long idle) {
    return new Timeouts(TimeUnit.SECONDS.toNanos(perRequest), TimeUnit.SECONDS.toNanos(idle));
  }
}
