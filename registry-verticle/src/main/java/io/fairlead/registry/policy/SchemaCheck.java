package io.fairlead.registry.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.fairlead.catalog.policy.PolicySchema;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares documents with the schema. Safe for any thread. */
final class SchemaCheck {
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(PolicySchema.text(), SchemaValidatorsConfig.builder().build());

  private static final Set<String> COUNTS_FIELDS = Set.of("minProperties", "maxProperties");

  private SchemaCheck() {}

  /**
   * What is wrong with a document, one line for each place.
   *
   * @param at the document's own place
   */
  static List<String> problems(JsonNode document, String at) {
    var found = SCHEMA.validate(document);
    if (found.isEmpty()) {
      return List.of();
    }
    var unknown =
        found.stream()
            .filter(m -> m.getType().equals("additionalProperties"))
            .map(m -> m.getInstanceLocation().toString())
            .collect(Collectors.toSet());
    var words = new SchemaWords(SCHEMA.getSchemaNode(), at);
    Map<String, String> byPlace = new LinkedHashMap<>();
    for (var message : found) {
      // That an unknown field is also one too many helps nobody.
      if (!COUNTS_FIELDS.contains(message.getType())
          || !unknown.contains(message.getInstanceLocation().toString())) {
        byPlace.putIfAbsent(place(message), words.problem(message, document));
      }
    }
    return distinct(byPlace.values());
  }

  /** Of several complaints about one value the first is enough. */
  private static String place(ValidationMessage message) {
    return message.getInstanceLocation() + " " + message.getProperty();
  }

  private static List<String> distinct(Collection<String> problems) {
    return problems.stream().distinct().toList();
  }
}
