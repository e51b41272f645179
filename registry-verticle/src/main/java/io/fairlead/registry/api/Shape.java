package io.fairlead.registry.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What AWS's model demands of one value, as data. A value of another JSON type cannot be read at
 * all and fails with SerializationException; one that breaks a constraint is reported with all
 * others.
 */
sealed interface Shape {
  /**
   * Reports what is wrong with a value.
   *
   * @param at where it stands, in AWS's spelling ({@code dnsConfig.dnsRecords.1.member.type})
   * @param value present and not null
   */
  void check(String at, JsonNode value, Violations found);

  /**
   * A string.
   *
   * @param pattern null when any character will do
   * @param values empty unless it is one of these
   */
  record Text(int min, int max, Pattern pattern, List<String> values) implements Shape {
    @Override
    public void check(String at, JsonNode value, Violations found) {
      expect(value.isTextual(), at, "a string");
      expect(isUnicode(value.textValue()), at, "valid Unicode");
      broken(value.textValue()).forEach(c -> found.add(value.textValue(), at, c));
    }

    /** The constraints that a text breaks; its pattern is not tried when it is too long. */
    List<String> broken(String text) {
      var broken = new ArrayList<String>(1);
      int length = text.codePointCount(0, text.length());
      if (length > max) {
        broken.add("Member must have length less than or equal to " + max);
      } else if (length < min) {
        broken.add("Member must have length greater than or equal to " + min);
      } else if (pattern != null && !pattern.matcher(text).matches()) {
        broken.add("Member must satisfy regular expression pattern: " + pattern);
      }
      if (!values.isEmpty() && !values.contains(text)) {
        broken.add("Member must satisfy enum value set: " + values);
      }
      return broken;
    }
  }

  /** A whole number. */
  record Whole(long min, long max) implements Shape {
    @Override
    public void check(String at, JsonNode value, Violations found) {
      expect(value.isIntegralNumber() && value.canConvertToLong(), at, "a whole number");
      long number = value.longValue();
      if (number > max) {
        found.add(value.asText(), at, "Member must have value less than or equal to " + max);
      } else if (number < min) {
        found.add(value.asText(), at, "Member must have value greater than or equal to " + min);
      }
    }
  }

  /** A list. */
  record Listing(int min, int max, Shape element) implements Shape {
    @Override
    public void check(String at, JsonNode value, Violations found) {
      expect(value.isArray(), at, "a list");
      checkSize(value, min, max, at, found);
      for (int i = 0; i < value.size(); i++) {
        String elementAt = at + "." + (i + 1) + ".member";
        if (value.get(i).isNull()) {
          found.missing(elementAt);
        } else {
          element.check(elementAt, value.get(i), found);
        }
      }
    }
  }

  /** A map with string values. */
  record Dictionary(int min, int max, Text key, Text value) implements Shape {
    @Override
    public void check(String at, JsonNode map, Violations found) {
      expect(map.isObject(), at, "a map");
      checkSize(map, min, max, at, found);
      map.properties()
          .forEach(
              entry -> {
                expect(entry.getValue().isTextual(), at, "a map of strings");
                report(key, entry.getKey(), at, "Map keys", found);
                report(value, entry.getValue().textValue(), at, "Map value", found);
              });
    }

    private static void report(Text shape, String text, String at, String side, Violations found) {
      expect(isUnicode(text), at, "valid Unicode");
      var broken = shape.broken(text);
      if (!broken.isEmpty()) {
        found.add(text, at, side + " must satisfy constraint: " + broken);
      }
    }
  }

  /** An object with known members; others are ignored, as AWS does. */
  record Structure(List<Member> members) implements Shape {
    @Override
    public void check(String at, JsonNode value, Violations found) {
      expect(value.isObject(), at.isEmpty() ? "The request body" : at, "an object");
      for (Member member : members) {
        JsonNode given = value.path(member.name());
        if (!given.isMissingNode() && !given.isNull()) {
          member.shape().check(member.within(at), given, found);
        } else if (member.required()) {
          found.missing(member.within(at));
        }
      }
    }
  }

  /** A member of a structure. */
  record Member(String name, boolean required, Shape shape) {
    /** Where it stands; AWS's messages begin a member's name in lower case, even TTL's. */
    String within(String at) {
      String spelled = Character.toLowerCase(name.charAt(0)) + name.substring(1);
      return at.isEmpty() ? spelled : at + "." + spelled;
    }
  }

  private static void checkSize(JsonNode value, int min, int max, String at, Violations found) {
    if (value.size() > max) {
      found.add(entries(value), at, "Member must have length less than or equal to " + max);
    } else if (value.size() < min) {
      found.add(entries(value), at, "Member must have length greater than or equal to " + min);
    }
  }

  /** JSON can escape half of a surrogate pair, which no encoding can write again. */
  private static boolean isUnicode(String text) {
    return UTF_8.newEncoder().canEncode(text);
  }

  private static String entries(JsonNode value) {
    return value.size() + " entries";
  }

  private static void expect(boolean holds, String at, String type) {
    if (!holds) {
      throw RequestFailure.serialization(at + " must be " + type);
    }
  }
}
