package io.fairlead.catalog;

/** Cloud Map's health status of an instance. */
public enum HealthStatus {
  /** A check, the custom status or the sidecar's own check says that it serves. */
  HEALTHY,
  /** A check, the custom status or the sidecar's own check says that it does not. */
  UNHEALTHY,
  /** Nothing checks this instance; it is treated as healthy. */
  UNKNOWN
}
