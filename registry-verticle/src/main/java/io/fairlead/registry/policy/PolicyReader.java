package io.fairlead.registry.policy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fairlead.catalog.policy.TrafficPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads trafficPolicy documents strictly. Takes milliseconds, hence not for an event loop. */
public final class PolicyReader {
  /** The name of the document in messages. */
  public static final String ROOT = "trafficPolicy";

  /** A policy itself needs 6; a file around it some more. */
  private static final int DEPTH_MAX = 16;

  private static final int NUMBER_CHARACTERS_MAX = 20;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  // Names come from strangers: they must not fill the JVM's table of names.
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxNumberLength(NUMBER_CHARACTERS_MAX)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PolicyReader() {}

  /**
   * The JSON in a text.
   *
   * @param what the text is, for messages
   * @throws PolicyRefused when it is none, or nests too deep
   */
  public static JsonNode parse(byte[] text, String what) throws PolicyRefused {
    try {
      var read = JSON.readTree(text);
      if (read != null && !read.isMissingNode()) {
        return read;
      }
      throw new PolicyRefused(List.of(what + " is empty (expected: a JSON object)"));
    } catch (JacksonException e) {
      throw new PolicyRefused(List.of(what + ": not JSON" + where(e) + ": " + reason(e)));
    } catch (IOException e) {
      throw new PolicyRefused(List.of(what + " is no UTF-8 text (expected: JSON in UTF-8)"));
    }
  }

  private static String where(JacksonException e) {
    var at = e.getLocation();
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static String reason(JacksonException e) {
    String sentence = e.getOriginalMessage().lines().findFirst().orElse("");
    return sentence.substring(0, Math.min(200, sentence.length()));
  }

  /**
   * The policy in a document.
   *
   * @throws PolicyRefused with everything that is wrong with it
   */
  public static TrafficPolicy read(JsonNode document) throws PolicyRefused {
    return read(document, ROOT);
  }

  /**
   * The policy in a document that is part of another.
   *
   * @param at where it is, for messages, as {@code services[0].trafficPolicy}
   * @throws PolicyRefused with everything that is wrong with it
   */
  public static TrafficPolicy read(JsonNode document, String at) throws PolicyRefused {
    var problems = new ArrayList<String>(SchemaCheck.problems(document, at));
    if (problems.isEmpty()) {
      var policy = policy(document);
      PolicyRules.check(policy, at, problems);
      if (problems.isEmpty()) {
        return policy;
      }
    }
    throw new PolicyRefused(problems);
  }

  private static TrafficPolicy policy(JsonNode document) {
    try {
      return JSON.treeToValue(document, TrafficPolicy.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the schema lets through what the records do not hold", e);
    }
  }
}
