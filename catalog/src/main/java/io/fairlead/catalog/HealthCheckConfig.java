package io.fairlead.catalog;

/**
 * A check that the registry makes itself (Cloud Map {@code HealthCheckConfig}).
 *
 * @param type HTTP and HTTPS want a 2xx or 3xx; TCP wants a connection
 * @param resourcePath the path asked for, null for TCP
 * @param failureThreshold consecutive results that change the status, 1 to 10
 */
public record HealthCheckConfig(Type type, String resourcePath, int failureThreshold) {
  /** What is spoken to the instance. */
  public enum Type {
    HTTP,
    HTTPS,
    TCP
  }
}
