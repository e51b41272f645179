package io.fairlead.catalog;

import java.util.Map;

/**
 * A registered instance of a service.
 *
 * @param id chosen by the caller, at most 64 characters; ECS uses the task id
 * @param attributes AWS's own ({@link InstanceAttributes}) and the caller's
 * @param healthStatus what is known of it now
 * @param leased true when a sidecar renews it; false when it stays until deregistered
 * @param creatorRequestId idempotency token of the registration, null when a sidecar made it
 */
public record Instance(
    String id,
    Map<String, String> attributes,
    HealthStatus healthStatus,
    boolean leased,
    String creatorRequestId) {

  public Instance {
    attributes = Map.copyOf(attributes);
  }

  /** The same instance with another status. */
  public Instance withHealthStatus(HealthStatus changed) {
    return new Instance(id, attributes, changed, leased, creatorRequestId);
  }
}
