package io.fairlead.proxy.outlier;

import io.fairlead.catalog.policy.FailurePercentage;
import io.fairlead.catalog.policy.OutlierDetection;
import io.fairlead.catalog.policy.SuccessRate;
import java.util.concurrent.TimeUnit;

/**
 * When an endpoint is ejected and for how long; immutable.
 *
 * @param enabled whether anything is
 * @param consecutiveFailures how many attempts in a row must fail at a gateway, 0 for never
 * @param consecutiveServerErrors how many must fail in any way, 0 for never
 * @param consecutiveConnectFailures how many must find no connection, 0 for never
 * @param baseEjectionNanos the first ejection; the n-th in short order lasts n times as long
 * @param maxEjectionNanos the longest ejection
 * @param maxEjectionPercent of a service's endpoints that may be ejected together; one always may
 * @param rates what is measured over an interval; null for nothing
 */
public record OutlierPolicy(
    boolean enabled,
    int consecutiveFailures,
    int consecutiveServerErrors,
    int consecutiveConnectFailures,
    long baseEjectionNanos,
    long maxEjectionNanos,
    int maxEjectionPercent,
    RatePolicy rates) {
  private static final int INTERVAL_SECONDS = 10;

  /** One that counts gateway failures in a row and nothing else. */
  public OutlierPolicy(
      int consecutiveFailures,
      long baseEjectionNanos,
      long maxEjectionNanos,
      int maxEjectionPercent) {
    this(
        true,
        consecutiveFailures,
        0,
        0,
        baseEjectionNanos,
        maxEjectionNanos,
        maxEjectionPercent,
        null);
  }

  /**
   * This one with what a service's policy says instead.
   *
   * @param own null for nothing
   */
  OutlierPolicy with(OutlierDetection own) {
    return own == null
        ? this
        : new OutlierPolicy(
            own.enabled() == null || own.enabled(),
            or(own.consecutiveGatewayFailures(), consecutiveFailures),
            or(own.consecutive5xx(), consecutiveServerErrors),
            or(own.consecutiveConnectFailures(), consecutiveConnectFailures),
            nanos(own.ejectionSeconds(), baseEjectionNanos),
            nanos(own.ejectionMaxSeconds(), maxEjectionNanos),
            or(own.ejectionPercentMax(), maxEjectionPercent),
            rates(own));
  }

  private static RatePolicy rates(OutlierDetection own) {
    SuccessRate success = own.successRate();
    FailurePercentage failures = own.failurePercentage();
    if (success == null && failures == null) {
      return null;
    }
    return new RatePolicy(
        TimeUnit.SECONDS.toNanos(or(own.intervalSeconds(), INTERVAL_SECONDS)),
        success == null
            ? null
            : new RatePolicy.Success(
                or(success.minimumEndpoints(), 5),
                or(success.minimumRequests(), 100),
                or(success.stdevFactorThousandths(), 1900)),
        failures == null
            ? null
            : new RatePolicy.Failures(
                or(failures.threshold(), 85),
                or(failures.minimumEndpoints(), 5),
                or(failures.minimumRequests(), 50)));
  }

  private static int or(Integer said, int otherwise) {
    return said == null ? otherwise : said;
  }

  private static long nanos(Integer seconds, long otherwise) {
    return seconds == null ? otherwise : TimeUnit.SECONDS.toNanos(seconds);
  }

  /** How many of so many endpoints may be ejected at the same time. */
  int ejectableOf(int endpoints) {
    return Math.max(1, endpoints * maxEjectionPercent / 100);
  }
}
