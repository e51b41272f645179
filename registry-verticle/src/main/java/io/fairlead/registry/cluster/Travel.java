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
import io.fairlead.catalog.policy.LaterWords;
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
          .addHandler(new LaterWords())
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
    add(config, new Large<>(2, StoredService.class, new LatelyWritten()));
    add(config, 3, Operation.class);
    add(config, 4, HeldLease.class);
    add(config, new Large<>(5, Outcome.class, new LatelyWritten()));
    add(config, 6, LeaseOutcome.class);
    add(config, 7, ChangeStep.class);
    add(config, 8, LeaseStep.class);
    add(config, 9, FingerprintStep.class);
  }

  private static <T> void add(SerializationConfig config, int typeId, Class<T> type) {
    add(config, new Small<>(typeId, type));
  }

  private static void add(SerializationConfig config, AsJson<?> serializer) {
    config.addSerializerConfig(
        new SerializerConfig().setTypeClass(serializer.type()).setImplementation(serializer));
  }

  private interface AsJson<T> extends ByteArraySerializer<T> {
    int typeId();

    Class<T> type();

    @Override
    default int getTypeId() {
      return typeId();
    }

    @Override
    default byte[] write(T object) throws IOException {
      return MAPPER.writeValueAsBytes(object);
    }

    @Override
    default T read(byte[] buffer) throws IOException {
      return MAPPER.readValue(buffer, type());
    }
  }

  private record Small<T>(int typeId, Class<T> type) implements AsJson<T> {}

  /** Immutable, and so large that reading it twice is a waste. */
  private record Large<T>(int typeId, Class<T> type, LatelyWritten lately) implements AsJson<T> {
    @Override
    public byte[] write(T object) throws IOException {
      byte[] bytes = AsJson.super.write(object);
      lately.remember(bytes, object);
      return bytes;
    }

    @Override
    public T read(byte[] buffer) throws IOException {
      var known = type.cast(lately.recall(buffer));
      if (known != null) {
        return known;
      }
      T object = AsJson.super.read(buffer);
      lately.remember(buffer, object);
      return object;
    }
  }
}
