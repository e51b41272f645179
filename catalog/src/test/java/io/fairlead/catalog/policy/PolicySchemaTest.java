package io.fairlead.catalog.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema says what the records hold, and nothing else. */
class PolicySchemaTest {
  private static final JsonNode SCHEMA = schema();

  private static JsonNode schema() {
    try {
      return JsonMapper.builder().build().readTree(PolicySchema.text());
    } catch (IOException e) {
      throw new AssertionError("the schema is no JSON", e);
    }
  }

  /** The document's record and every record that it reaches. */
  static Set<Class<?>> records() {
    var found = new LinkedHashSet<Class<?>>();
    reach(TrafficPolicy.class, found);
    return found;
  }

  private static void reach(Class<?> type, Set<Class<?>> found) {
    if (type.isRecord() && found.add(type)) {
      Arrays.stream(type.getRecordComponents()).forEach(c -> reach(element(c), found));
    }
  }

  private static Class<?> element(RecordComponent component) {
    Type type = component.getGenericType();
    return component.getType() == List.class
        ? (Class<?>) ((ParameterizedType) type).getActualTypeArguments()[0]
        : component.getType();
  }

  private static JsonNode definition(Class<?> type) {
    return type == TrafficPolicy.class ? SCHEMA : SCHEMA.path("$defs").path(type.getSimpleName());
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyComponentIsInTheSchemaAndNothingElse(Class<?> type) {
    var components =
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    var properties = new ArrayList<String>();
    definition(type).path("properties").fieldNames().forEachRemaining(properties::add);
    assertThat(properties).containsExactlyElementsOf(components);
    assertThat(definition(type).path("additionalProperties").isBoolean()).isTrue();
    assertThat(definition(type).path("additionalProperties").booleanValue()).isFalse();
    assertThat(definition(type).path("type").asText()).isEqualTo("object");
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyComponentHasTheSchemasType(Class<?> type) {
    for (var component : type.getRecordComponents()) {
      var property = definition(type).path("properties").path(component.getName());
      if (component.getType() == List.class) {
        assertThat(property.path("type").asText()).as("%s", component).isEqualTo("array");
        assertThat(property.path("maxItems").asInt()).as("bound of %s", component).isPositive();
        property = property.path("items");
      }
      assertType(element(component), property, component.toString());
    }
  }

  private static void assertType(Class<?> element, JsonNode property, String about) {
    var resolved = resolved(property);
    if (element.isRecord()) {
      assertThat(property.path("$ref").asText())
          .as(about)
          .isEqualTo("#/$defs/" + element.getSimpleName());
    } else if (element.isEnum()) {
      assertThat(texts(resolved.path("enum"))).as(about).isEqualTo(words(element));
    } else {
      var expected =
          Map.of(
              String.class, "string",
              Integer.class, "integer",
              Boolean.class, "boolean",
              Map.class, "object");
      assertThat(resolved.path("type").asText()).as(about).isEqualTo(expected.get(element));
    }
    if (element == Integer.class) {
      assertThat(resolved.has("enum") || (resolved.has("minimum") && resolved.has("maximum")))
          .as("range of %s", about)
          .isTrue();
    } else if (element == String.class) {
      assertThat(resolved.has("enum") || resolved.has("maxLength") || resolved.has("pattern"))
          .as("bound of %s", about)
          .isTrue();
    }
  }

  private static JsonNode resolved(JsonNode property) {
    var ref = property.path("$ref").asText();
    return ref.isEmpty() ? property : SCHEMA.at(ref.substring(1));
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(t -> texts.add(t.asText()));
    return texts;
  }

  private static List<String> words(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(f -> f.isEnumConstant())
        .map(f -> f.getAnnotation(JsonProperty.class).value())
        .toList();
  }

  @Test
  void everyRecordOfThePackageIsReached() {
    assertThat(records())
        .extracting(Class::getSimpleName)
        .contains("TrafficPolicy", "RouteRule", "NamedMatch", "Retries", "SuccessRate")
        .hasSizeGreaterThan(20);
  }
}
