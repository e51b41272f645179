package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.registry.api.Shape.Dictionary;
import io.fairlead.registry.api.Shape.Listing;
import io.fairlead.registry.api.Shape.Member;
import io.fairlead.registry.api.Shape.Structure;
import io.fairlead.registry.api.Shape.Text;
import io.fairlead.registry.api.Shape.Whole;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * JSON values for a shape: sound ones, and ones that are wrong in every way that the shape can be
 * missed.
 */
final class FuzzedValues {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int FEW = 4;
  private static final int SHORT = 40;
  private static final int LONG = 20_000;

  /** By member: what means something to the registry, beside what nobody has heard of. */
  private final Map<String, List<String>> known;

  FuzzedValues(Map<String, List<String>> known) {
    this.known = known;
  }

  Arbitrary<JsonNode> sound(String name, Shape shape) {
    if (shape instanceof Structure structure) {
      return structure(structure, true);
    } else if (shape instanceof Listing list) {
      int most = Math.min(list.max(), list.min() + FEW);
      return list(sound(name, list.element()), list.min(), most);
    } else if (shape instanceof Dictionary map) {
      return map(sound("Key", map.key()), sound("Value", map.value()), map.min(), FEW);
    } else if (shape instanceof Whole whole) {
      return Arbitraries.longs().between(whole.min(), whole.max()).map(JSON::numberNode);
    }
    return text(name, (Text) shape).map(JSON::textNode);
  }

  Arbitrary<JsonNode> anything(String name, Shape shape) {
    return Arbitraries.frequencyOf(
        Tuple.of(8, sound(name, shape)),
        Tuple.of(6, wrong(name, shape)),
        Tuple.of(1, Arbitraries.just(JSON.nullNode())),
        Tuple.of(2, otherType()));
  }

  /** Sound but for one member, so that what lies behind the others is reached. */
  Arbitrary<JsonNode> almostSound(Structure shape) {
    return Arbitraries.of(shape.members())
        .flatMap(
            member ->
                Combinators.combine(structure(shape, true), wrong(member.name(), member.shape()))
                    .as((object, value) -> ((ObjectNode) object).set(member.name(), value)));
  }

  private Arbitrary<JsonNode> wrong(String name, Shape shape) {
    if (shape instanceof Structure structure) {
      return structure(structure, false);
    } else if (shape instanceof Listing list) {
      int most = Math.min(list.max(), 200) + 1;
      return Arbitraries.oneOf(
          list(anything(name, list.element()), 0, FEW),
          list(sound(name, list.element()).map(e -> e), most, most),
          Arbitraries.just(JSON.arrayNode()));
    } else if (shape instanceof Dictionary map) {
      var keys = wrongText(map.key()).map(JSON::textNode).map(k -> (JsonNode) k);
      return Arbitraries.oneOf(
          map(keys, anything("Value", map.value()), 0, FEW),
          map(sound("Key", map.key()), anything("Value", map.value()), 0, FEW),
          map(sound("Other", map.key()), sound("Other", map.value()), 31, 35));
    } else if (shape instanceof Whole whole) {
      return wrongNumber(whole);
    }
    return wrongText((Text) shape).map(JSON::textNode);
  }

  private Arbitrary<JsonNode> structure(Structure shape, boolean isSound) {
    var members = shape.members().stream().map(member -> member(member, isSound)).toList();
    return Combinators.combine(members)
        .as(
            given -> {
              var object = JSON.objectNode();
              for (int i = 0; i < given.size(); i++) {
                String name = shape.members().get(i).name();
                given.get(i).ifPresent(value -> object.set(name, value));
              }
              return isSound ? object : object.put("Unheard", "of");
            });
  }

  private Arbitrary<Optional<JsonNode>> member(Member member, boolean isSound) {
    var value =
        isSound ? sound(member.name(), member.shape()) : anything(member.name(), member.shape());
    double absent = member.required() ? (isSound ? 0 : 0.1) : 0.5;
    return Arbitraries.frequencyOf(
        Tuple.of((int) (100 * absent), Arbitraries.just(Optional.empty())),
        Tuple.of((int) (100 * (1 - absent)), value.map(Optional::of)));
  }

  private Arbitrary<String> text(String name, Text shape) {
    if (!shape.values().isEmpty()) {
      return Arbitraries.of(shape.values());
    }
    int most = Math.max(shape.min(), Math.min(shape.max(), SHORT));
    var unheard = Arbitraries.strings().alpha().numeric().ofMinLength(Math.max(1, shape.min()));
    var names = known.getOrDefault(name, List.of());
    return names.isEmpty()
        ? unheard.ofMaxLength(most)
        : Arbitraries.frequencyOf(
            Tuple.of(9, Arbitraries.of(names)), Tuple.of(1, unheard.ofMaxLength(most)));
  }

  private static Arbitrary<String> wrongText(Text shape) {
    int max = Math.min(shape.max(), LONG);
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(SHORT),
        Arbitraries.strings()
            .withChars(" \t\r\n\0\"\\<>/:*.%${}'\u007f\u00a0\u2028")
            .ofMaxLength(SHORT),
        Arbitraries.of("", "\ud800", "a\udc00b", "\ud83d\ude00".repeat(70), "\u202e", "arn:", "."),
        Arbitraries.of("x", "\u00e9", "\ud83d\ude00").map(c -> c.repeat(max)),
        Arbitraries.of("x", "\ud83d\ude00", "a.").map(c -> c.repeat(max + 1)));
  }

  private static Arbitrary<JsonNode> wrongNumber(Whole shape) {
    return Arbitraries.of(
        JSON.numberNode(shape.min() - 1),
        JSON.numberNode(shape.min()),
        JSON.numberNode(shape.max()),
        JSON.numberNode(shape.max() + 1),
        JSON.numberNode(Long.MIN_VALUE),
        JSON.numberNode(new BigInteger("9".repeat(90))),
        JSON.numberNode(new BigInteger("9".repeat(900))),
        JSON.numberNode(1.5),
        JSON.numberNode(1e300),
        JSON.textNode("1"));
  }

  private static Arbitrary<JsonNode> otherType() {
    return Arbitraries.of(
        JSON.numberNode(1),
        JSON.booleanNode(true),
        JSON.textNode("text"),
        JSON.arrayNode(),
        JSON.arrayNode().addNull(),
        JSON.objectNode(),
        nested(20),
        nested(40));
  }

  private static JsonNode nested(int depth) {
    JsonNode inner = JSON.objectNode();
    for (int i = 0; i < depth; i++) {
      inner = i % 2 == 0 ? JSON.arrayNode().add(inner) : JSON.objectNode().set("a", inner);
    }
    return inner;
  }

  private static Arbitrary<JsonNode> list(Arbitrary<JsonNode> element, int least, int most) {
    return element
        .list()
        .ofMinSize(least)
        .ofMaxSize(most)
        .map(elements -> JSON.arrayNode().addAll(elements));
  }

  private static Arbitrary<JsonNode> map(
      Arbitrary<JsonNode> key, Arbitrary<JsonNode> value, int least, int most) {
    return Combinators.combine(key, value)
        .as(Map::entry)
        .list()
        .ofMinSize(least)
        .ofMaxSize(Math.max(least, most))
        .map(
            entries -> {
              var object = JSON.objectNode();
              entries.forEach(e -> object.set(e.getKey().textValue(), e.getValue()));
              return object;
            });
  }
}
