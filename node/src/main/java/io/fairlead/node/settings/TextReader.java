package io.fairlead.node.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;

/**
 * Turns the text of a flag, a variable or a default into the node that a file would hold, so that
 * one reader judges both. Text that does not fit stays text, and is refused there.
 */
final class TextReader {
  /** Nothing twice, nothing after the end. */
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private TextReader() {}

  static JsonNode read(Type type, String text) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class ? list(text) : json(text.isEmpty() ? "{}" : text);
    }
    var simple = (Class<?>) type;
    if (simple == boolean.class || simple == Boolean.class) {
      boolean isBoolean = text.equals("true") || text.equals("false");
      return isBoolean ? BooleanNode.valueOf(text.equals("true")) : TextNode.valueOf(text);
    }
    if (simple.isPrimitive() || Number.class.isAssignableFrom(simple)) {
      return number(text);
    }
    return simple.isRecord() ? json(text) : TextNode.valueOf(text);
  }

  private static JsonNode list(String text) {
    if (text.startsWith("[")) {
      return json(text);
    }
    var items = JsonNodeFactory.instance.arrayNode();
    if (!text.isEmpty()) {
      for (String item : text.split(",", -1)) {
        items.add(item.trim());
      }
    }
    return items;
  }

  private static JsonNode number(String text) {
    if (text.matches("-?\\d{1,18}")) {
      return LongNode.valueOf(Long.parseLong(text));
    }
    if (text.matches("-?\\d{1,18}\\.\\d{1,18}")) {
      return DoubleNode.valueOf(Double.parseDouble(text));
    }
    return TextNode.valueOf(text);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }
}
