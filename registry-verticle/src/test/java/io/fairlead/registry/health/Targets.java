package io.fairlead.registry.health;

import io.fairlead.catalog.HealthCheckConfig;
import io.fairlead.node.settings.SettingsReader;
import java.util.List;
import java.util.Map;

/** What is checked in tests, and how. */
final class Targets {
  private Targets() {}

  /** With the defaults but for some flags, as {@code --interval=1s}. */
  static HealthSettings settings(String... flags) {
    return SettingsReader.read(HealthSettings.class, List.of(flags), Map.of());
  }

  static HealthTarget http(int port, String path) {
    return target(HealthCheckConfig.Type.HTTP, "127.0.0.1", port, path);
  }

  static HealthTarget https(int port) {
    return target(HealthCheckConfig.Type.HTTPS, "127.0.0.1", port, "/");
  }

  static HealthTarget tcp(int port) {
    return target(HealthCheckConfig.Type.TCP, "127.0.0.1", port, null);
  }

  static HealthTarget target(HealthCheckConfig.Type type, String address, int port, String path) {
    return new HealthTarget("srv-1", "task", address, port, new HealthCheckConfig(type, path, 1));
  }
}
