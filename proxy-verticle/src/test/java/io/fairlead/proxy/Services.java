package io.fairlead.proxy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Flags of a sidecar that serves an application. */
final class Services {
  private Services() {}

  /** Of one service in demo.local whose application listens there. */
  static String[] of(String name, int port) {
    var service =
        new JsonObject()
            .put("portName", name)
            .put("discoveryName", name)
            .put("containerPort", port);
    return new String[] {
      "--task.namespace=demo.local",
      "--task.id=task-1",
      "--limits.eventLoops=1",
      "--services=" + new JsonArray().add(service).encode()
    };
  }
}
