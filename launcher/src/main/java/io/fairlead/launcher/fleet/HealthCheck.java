package io.fairlead.launcher.fleet;

import java.util.List;

/**
 * How a container tells that it is well (ECS {@code HealthCheck}).
 *
 * @param command {@code CMD} and a program with its arguments, {@code CMD-SHELL} and one line for
 *     the shell, or {@code NONE}
 * @param interval seconds between two checks; null for the default
 * @param timeout seconds that one may take; null for the default
 * @param retries failures in a row until it counts as unhealthy; null for the default
 * @param startPeriod seconds in which failures do not count; null for none
 */
public record HealthCheck(
    List<String> command, Integer interval, Integer timeout, Integer retries, Integer startPeriod) {
  public HealthCheck {
    command = List.copyOf(command);
  }
}
