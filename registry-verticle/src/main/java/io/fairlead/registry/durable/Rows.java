package io.fairlead.registry.durable;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fairlead.catalog.Instance;
import io.fairlead.catalog.policy.LaterWords;
import io.fairlead.registry.catalog.Stamp;
import io.fairlead.registry.catalog.StoredService;
import java.util.HashMap;
import java.util.Map;

/**
 * How records become rows: JSON, whose unknown members are ignored. A service is a row without its
 * instances and a row for each, so that a registration among a thousand instances writes two. Pure.
 */
final class Rows {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addHandler(new LaterWords())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private Rows() {}

  /**
   * What is kept of an instance.
   *
   * @param instance null when it was removed
   * @param stamp its last touch
   * @param unhealthyAfter null when no pushed status waits
   */
  record InstanceRow(Instance instance, Stamp stamp, Long unhealthyAfter) {
    static InstanceRow of(StoredService service, String instanceId) {
      var entry = service.entry();
      return new InstanceRow(
          entry == null ? null : entry.instances().get(instanceId),
          service.stamps().get(instanceId),
          entry == null ? null : entry.unhealthyAfter().get(instanceId));
    }
  }

  static String text(Object row) {
    try {
      return JSON.writeValueAsString(row);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record is no JSON", e);
    }
  }

  /** Fails with {@link DamagedCopy} when the text is none of ours. */
  static <T> T read(String text, Class<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new DamagedCopy("a row is no " + type.getSimpleName() + ": " + e.getOriginalMessage());
    }
  }

  /** The row key of an instance; ids of services have no slash. */
  static String key(String serviceId, String instanceId) {
    return serviceId + "/" + instanceId;
  }

  /** The service as its own row has it. */
  static StoredService withoutInstances(StoredService service) {
    return with(service, Map.of(), Map.of(), Map.of());
  }

  /** The service of its row and those of its instances, by instance id. */
  static StoredService withInstances(StoredService row, Map<String, InstanceRow> rows) {
    Map<String, Instance> instances = new HashMap<>();
    Map<String, Long> waiting = new HashMap<>();
    Map<String, Stamp> stamps = new HashMap<>();
    rows.forEach(
        (id, kept) -> {
          stamps.put(id, kept.stamp());
          if (kept.instance() != null) {
            instances.put(id, kept.instance());
          }
          if (kept.unhealthyAfter() != null) {
            waiting.put(id, kept.unhealthyAfter());
          }
        });
    return with(row, instances, waiting, stamps);
  }

  private static StoredService with(
      StoredService service,
      Map<String, Instance> instances,
      Map<String, Long> waiting,
      Map<String, Stamp> stamps) {
    var entry = service.entry();
    var changed =
        entry == null
            ? null
            : entry.around(instances, waiting, entry.revision(), entry.instancesRevision());
    return new StoredService(service.id(), service.revision(), changed, stamps, service.seen());
  }
}
