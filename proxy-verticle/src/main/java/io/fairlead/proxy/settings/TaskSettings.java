package io.fairlead.proxy.settings;

import io.fairlead.catalog.InstanceAttributes;
import io.fairlead.node.settings.Setting;
import java.util.Map;

/**
 * The task beside which the sidecar runs.
 *
 * @param namespace where its services are registered and its short names are looked up; null only
 *     when it offers no service
 * @param id instance id of its registrations, at most 64 characters; null only when it offers no
 *     service
 * @param host its address: where the application listens, where others connect to
 * @param availabilityZone where it is, so that it calls what is near; null when nobody said
 * @param attributes what it is, as {@code version=v2}: its instances carry them, and policies
 *     choose subsets of a service by them
 */
public record TaskSettings(
    @Setting(value = Setting.ABSENT, doc = "Name of the task's namespace") String namespace,
    @Setting(value = Setting.ABSENT, doc = "Id of the task, the instance id of its services")
        String id,
    @Setting(value = "127.0.0.1", doc = "Address of the task") String host,
    @Setting(
            value = Setting.ABSENT,
            doc = "Availability zone of the task: endpoints in the same zone are preferred")
        String availabilityZone,
    @Setting(
            value = "{}",
            doc = "Attributes of the task's instances, by which policies choose subsets")
        Map<String, String> attributes) {

  private static final int ID_CHARS_MAX = 64;

  public TaskSettings {
    attributes = Map.copyOf(attributes);
    for (String key : attributes.keySet()) {
      if (key.startsWith("AWS_") || key.equals(InstanceAttributes.INGRESS_PORT)) {
        throw new IllegalArgumentException(
            "task.attributes has " + key + " (expected: names that the sidecar does not set)");
      }
    }
    if (id != null && (id.isEmpty() || id.length() > ID_CHARS_MAX)) {
      throw new IllegalArgumentException(
          "task.id has " + id.length() + " characters (expected: 1 to " + ID_CHARS_MAX + ")");
    }
  }
}
