package io.fairlead.proxy.outlier;

/**
 * When an endpoint is ejected and for how long; immutable.
 *
 * @param consecutiveFailures how many attempts in a row must fail
 * @param baseEjectionNanos the first ejection; the n-th in short order lasts n times as long
 * @param maxEjectionNanos the longest ejection
 * @param maxEjectionPercent of a service's endpoints that may be ejected together; one always may
 */
public record OutlierPolicy(
    int consecutiveFailures,
    long baseEjectionNanos,
    long maxEjectionNanos,
    int maxEjectionPercent) {

  /** How many of so many endpoints may be ejected at the same time. */
  int ejectableOf(int endpoints) {
    return Math.max(1, endpoints * maxEjectionPercent / 100);
  }
}
