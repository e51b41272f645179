package io.fairlead.catalog.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fairlead.catalog.policy.LaterWords;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.VertxModule;
import java.io.IOException;
import java.util.Map;

/**
 * The one codec between records and bus bodies. Bodies are JSON because the bus link speaks JSON;
 * absent members read as null, 0 or false, and unknown ones are ignored; so are unknown words
 * within a traffic policy, see {@link LaterWords}.
 */
public final class BusCodec {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          // A body that was copied on its way through a local bus holds JsonObject and JsonArray.
          .addModule(new VertxModule())
          .addHandler(new LaterWords())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          // What isHealthy() and its like derive is derived again by whoever reads it.
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .build();

  private BusCodec() {}

  /** The body of a message. */
  @SuppressWarnings("unchecked")
  public static JsonObject encode(Record message) {
    return new JsonObject((Map<String, Object>) MAPPER.convertValue(message, Map.class));
  }

  /**
   * The message in a body.
   *
   * @throws io.vertx.core.eventbus.ReplyException with {@link BusFailure#INVALID} when the body is
   *     not one, so that a consumer may let it reach the sender
   */
  public static <T extends Record> T decode(Object body, Class<T> type) {
    if (!(body instanceof JsonObject object)) {
      throw BusFailure.of(BusFailure.INVALID, "body is not a JSON object");
    }
    try {
      return MAPPER.convertValue(object.getMap(), type);
    } catch (IllegalArgumentException e) {
      throw BusFailure.of(
          BusFailure.INVALID, "body is not a " + type.getSimpleName() + ": " + e.getMessage());
    }
  }

  /** The same JSON as UTF-8 without line breaks, for what is kept rather than sent. */
  public static byte[] encodeBytes(Record value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(value.getClass().getSimpleName() + " has no JSON", e);
    }
  }

  /**
   * The record in UTF-8 JSON.
   *
   * @throws IOException when the bytes are not one
   */
  public static <T extends Record> T decodeBytes(byte[] json, Class<T> type) throws IOException {
    return MAPPER.readValue(json, type);
  }
}
