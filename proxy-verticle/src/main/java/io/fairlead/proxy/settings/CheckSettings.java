package io.fairlead.proxy.settings;

import io.fairlead.node.settings.Setting;
import java.time.Duration;
import java.util.List;

/**
 * How the application is asked whether it works: by command when there is one, else by gRPC when
 * that is said, else by HTTP when there is a path, else by a connection.
 *
 * @param httpPath answered with 200 to 399; null for none
 * @param grpc the service that {@code grpc.health.v1} is asked for, empty for the server as a
 *     whole; null for none
 * @param command exits with 0, in ECS's spelling; null for none
 */
public record CheckSettings(
    @Setting(value = Setting.ABSENT, doc = "Path of a GET that tells health") String httpPath,
    @Setting(
            value = Setting.ABSENT,
            doc = "Service that grpc.health.v1 is asked for; empty for the server as a whole")
        String grpc,
    @Setting(value = Setting.ABSENT, doc = "Command that tells health, as in ECS healthCheck")
        List<String> command,
    @Setting(value = "5s", doc = "How often", min = 10) Duration interval,
    @Setting(value = "200ms", doc = "How often until the first success", min = 10)
        Duration startInterval,
    @Setting(
            value = "60s",
            doc = "How long until the first success before its absence is told, and then again",
            min = 10)
        Duration startWithin,
    @Setting(value = "2s", doc = "How long one check may take", min = 10) Duration timeout,
    @Setting(value = "2", doc = "Failures in a row that make it unhealthy", min = 1) int failures,
    @Setting(value = "1", doc = "Successes in a row that make it healthy", min = 1) int successes) {

  public CheckSettings {
    if (httpPath != null && !httpPath.startsWith("/")) {
      throw new IllegalArgumentException(
          "check.httpPath = " + httpPath + " (expected: a leading slash)");
    }
    if (command != null && command.isEmpty()) {
      throw new IllegalArgumentException("check.command is empty (expected: words, or none)");
    }
  }
}
