package io.fairlead.registry.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;

/** Answers as bytes. */
final class AnswerJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private AnswerJson() {}

  static Buffer encode(ObjectNode answer) {
    return Buffer.buffer(bytes(answer));
  }

  static byte[] bytes(ObjectNode answer) {
    try {
      return MAPPER.writeValueAsBytes(answer);
    } catch (JacksonException e) {
      throw new IllegalStateException("an answer could not be written as JSON", e);
    }
  }
}
