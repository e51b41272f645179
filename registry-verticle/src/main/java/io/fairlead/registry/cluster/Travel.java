package io.fairlead.registry.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.hazelcast.config.SerializationConfig;
import com.hazelcast.config.SerializerConfig;
import com.hazelcast.nio.serialization.ByteArraySerializer;
import io.fairlead.registry.catalog.Operation;
import io.fairlead.registry.catalog.Outcome;
import io.fairlead.registry.catalog.StoredNamespace;
import io.fairlead.registry.catalog.StoredService;
import io.fairlead.registry.lease.HeldLease;
import io.fairlead.registry.lease.LeaseOutcome;
import java.io.IOException;

/**
 * How our types travel between members: as JSON, whose unknown members are ignored. The type ids
 * are part of what members of two releases agree on; never use one again.
 */
final class Travel {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(names())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private Travel() {}

  /**
   * Ids of instances are names of members here. Jackson's table of names seen is made for few of
   * them: many that are alike make it refuse what it reads.
   */
  private static JsonFactory names() {
    return JsonFactory.builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();
  }

  static void register(SerializationConfig config) {
    add(config, 1, StoredNamespace.class);
    add(config, 2, StoredService.class);
    add(config, 3, Operation.class);
    add(config, 4, HeldLease.class);
    add(config, 5, Outcome.class);
    add(config, 6, LeaseOutcome.class);
    add(config, 7, ChangeStep.class);
    add(config, 8, LeaseStep.class);
  }

  private static <T> void add(SerializationConfig config, int typeId, Class<T> type) {
    config.addSerializerConfig(
        new SerializerConfig().setTypeClass(type).setImplementation(new AsJson<>(typeId, type)));
  }

  private record AsJson<T>(int typeId, Class<T> type) implements ByteArraySerializer<T> {
    @Override
    public int getTypeId() {
      return typeId;
    }

    @Override
    public byte[] write(T object) throws IOException {
      return MAPPER.writeValueAsBytes(object);
    }

    @Override
    public T read(byte[] buffer) throws IOException {
      return MAPPER.readValue(buffer, type);
    }
  }
}
