package io.fairlead.launcher.demo;

import io.fairlead.launcher.fleet.FleetDefinition;
import io.fairlead.launcher.fleet.FleetFile;
import io.fairlead.launcher.fleet.FleetRefused;
import io.fairlead.launcher.fleet.ServiceConnectConfiguration;
import io.fairlead.launcher.fleet.ServiceDefinition;
import io.fairlead.launcher.fleet.TaskDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the demo runs. */
public final class DemoFleet {
  /** The service that is called, and that loses a task. */
  public static final String BACKEND = "backend";

  /** The service that callers see. */
  public static final String FRONTEND = "frontend";

  /** The service whose only task is a sidecar: the load generator calls through it. */
  public static final String LOAD = "load";

  /** What the load generator asks for. */
  public static final URI URL = URI.create("http://frontend:8080/api");

  private static final String FILE = "demo-fleet.json";

  private DemoFleet() {}

  /** The fleet file, as {@code fairlead up} takes it. */
  public static String text() {
    try (InputStream file = DemoFleet.class.getResourceAsStream(FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }

  /** The fleet file, and a sidecar for the load generator. */
  public static FleetDefinition definition() {
    try {
      var services = new ArrayList<>(FleetFile.parse(text()).fleet().services());
      services.add(load(services.get(0).serviceConnectConfiguration().namespace()));
      return new FleetDefinition(services);
    } catch (FleetRefused e) {
      throw new IllegalStateException(FILE + " is part of the launcher and must be right", e);
    }
  }

  private static ServiceDefinition load(String namespace) {
    return new ServiceDefinition(
        LOAD,
        1,
        new TaskDefinition(LOAD, List.of()),
        new ServiceConnectConfiguration(namespace, List.of()),
        null);
  }
}
