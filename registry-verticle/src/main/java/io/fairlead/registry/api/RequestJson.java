package io.fairlead.registry.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What comes in, as JSON. It is strict: UTF-8, one object, no duplicate names, bounded depth;
 * everything else fails with SerializationException.
 */
final class RequestJson {
  private static final int NUMBER_CHARACTERS_MAX = 100;
  private static final int REASON_CHARACTERS_MAX = 200;

  private final ObjectMapper mapper;

  /** Names come from strangers: they must fill neither Jackson's nor the JVM's table of names. */
  RequestJson(int depthMax) {
    var factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(depthMax)
                    .maxNumberLength(NUMBER_CHARACTERS_MAX)
                    .build())
            .build();
    this.mapper = new JsonMapper(factory);
  }

  /** The object in a body; an empty body is an empty object, as AWS has it. */
  ObjectNode parse(byte[] body) {
    if (body.length == 0) {
      return mapper.createObjectNode();
    }
    String text = decode(body);
    try (var parser = mapper.createParser(text)) {
      if (mapper.readTree(parser) instanceof ObjectNode object && parser.nextToken() == null) {
        return object;
      }
      throw RequestFailure.serialization("The request body must be one JSON object");
    } catch (StreamConstraintsException e) {
      throw RequestFailure.serialization("The request body exceeds a limit: " + reason(e));
    } catch (JacksonException e) {
      throw RequestFailure.serialization("The request body is not valid JSON: " + reason(e));
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory could not be read", e);
    }
  }

  /** AWS's timestamps: seconds since the epoch, with a fraction. */
  static BigDecimal seconds(long epochMillis) {
    return BigDecimal.valueOf(epochMillis, 3);
  }

  private static String decode(byte[] body) {
    if (isAscii(body)) {
      return new String(body, StandardCharsets.ISO_8859_1);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw RequestFailure.serialization("The request body is not valid UTF-8");
    }
  }

  private static boolean isAscii(byte[] body) {
    for (byte b : body) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  /** Jackson's sentence without what it says of itself. */
  private static String reason(JacksonException e) {
    var at = e.getLocation();
    String where =
        at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    String sentence = e.getOriginalMessage();
    int aside = sentence.indexOf(" (start marker");
    int end = Math.min(REASON_CHARACTERS_MAX, aside < 0 ? sentence.length() : aside);
    return sentence.substring(0, Math.min(end, sentence.length())) + where;
  }
}
