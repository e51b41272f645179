package io.fairlead.node.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Reads one YAML or JSON file of nested groups; a key that occurs twice is refused. */
final class SettingsFile {
  private static final int BYTES_MAX = 1 << 20;

  private final String origin;
  private final KeyTable keys;
  private final Problems problems;
  private final Map<String, Given> given = new HashMap<>();

  private SettingsFile(Path file, KeyTable keys, Problems problems) {
    this.origin = "file " + file;
    this.keys = keys;
    this.problems = problems;
  }

  /** The values by path. */
  static Map<String, Given> read(Path file, KeyTable keys, Problems problems) {
    var settings = new SettingsFile(file, keys, problems);
    JsonNode root = settings.parse(file);
    if (root != null && !root.isMissingNode() && !root.isNull()) {
      settings.group("", root);
    }
    return settings.given;
  }

  private JsonNode parse(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        problems.add(origin + ": expected at most " + BYTES_MAX + " bytes");
        return null;
      }
      return mapper(file).readTree(bytes);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where = at == null ? "" : " line " + at.getLineNr() + ", column " + at.getColumnNr();
      String why = e.getOriginalMessage().lines().findFirst().orElse("cannot be parsed");
      problems.add(origin + where + ": " + why);
    } catch (NoSuchFileException e) {
      problems.add(origin + ": does not exist; check the path");
    } catch (IOException e) {
      problems.add(origin + ": cannot be read: " + e);
    }
    return null;
  }

  private static ObjectMapper mapper(Path file) {
    if (file.toString().endsWith(".json")) {
      return TextReader.JSON;
    }
    var yaml =
        YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
            .build();
    return new ObjectMapper(yaml).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  private void group(String group, JsonNode node) {
    if (!node.isObject()) {
      String name = group.isEmpty() ? "settings" : group;
      problems.wrong(name, node.toString(), origin, "a group of keys");
      return;
    }
    for (var member : node.properties()) {
      String path = group.isEmpty() ? member.getKey() : group + "." + member.getKey();
      if (keys.isSwitch(path)) {
        optional(path, member.getValue());
      } else if (keys.byPath(path) != null) {
        given.put(path, Given.node(member.getValue(), origin));
      } else if (!keys.hasGroup(path)) {
        problems.unknown(path, origin, keys.names());
      } else if (!member.getValue().isNull()) {
        // A group with every key commented out reads as null and is an empty one.
        group(path, member.getValue());
      }
    }
  }

  /** To name an optional group is to switch it on, with or without a key; false is not to. */
  private void optional(String path, JsonNode node) {
    boolean isGroup = node.isObject() || node.isNull();
    given.put(path, Given.node(isGroup ? BooleanNode.TRUE : node, origin));
    if (node.isObject()) {
      group(path, node);
    }
  }
}
