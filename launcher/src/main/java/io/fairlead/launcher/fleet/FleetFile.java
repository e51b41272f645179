package io.fairlead.launcher.fleet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A fleet as it was read of one file or several. A fleet is {@code {"services": [...],
 * "serviceConnectDefaults": {...}}}, each service as ECS's {@code CreateService} has it, with the
 * task definition in its place or, by its family, in a file of its own.
 *
 * @param fleet what it asks for
 * @param ignored names of ECS's fields that were given and mean nothing here
 */
public record FleetFile(FleetDefinition fleet, Set<String> ignored) {
  private static final int BYTES_MAX = 4 << 20;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  public FleetFile {
    ignored = Set.copyOf(ignored);
  }

  /**
   * Reads and validates files that make one fleet together.
   *
   * @param files one fleet, or any number of fleets, services and task definitions
   * @throws FleetRefused with everything that is wrong with them
   */
  public static FleetFile read(List<Path> files) throws FleetRefused {
    var reading = new FleetReading();
    for (var file : files) {
      try {
        reading.add(file.toString(), object(text(file)));
      } catch (FleetRefused refused) {
        throw refused(file + ": " + refused.getMessage());
      }
    }
    return reading.finish();
  }

  private static String text(Path file) throws FleetRefused {
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw refused("is larger than 4 MiB (expected: a fleet definition in JSON)");
      }
      return Files.readString(file);
    } catch (java.nio.file.NoSuchFileException e) {
      throw refused("no such file (expected: a fleet definition in JSON)");
    } catch (IOException e) {
      throw refused("cannot be read: " + e.getMessage());
    }
  }

  /**
   * Reads and validates the text of a fleet file.
   *
   * @throws FleetRefused with everything that is wrong with it
   */
  public static FleetFile parse(String text) throws FleetRefused {
    var reading = new FleetReading();
    reading.add("", object(text));
    return reading.finish();
  }

  private static JsonNode object(String text) throws FleetRefused {
    try {
      var root = JSON.readTree(text);
      if (!root.isObject()) {
        throw refused("is not a JSON object (expected: {\"services\": [...]})");
      }
      return root;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String place = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw refused(place + ": not JSON: " + e.getOriginalMessage());
    }
  }

  private static FleetRefused refused(String problem) {
    return new FleetRefused(List.of(problem));
  }
}
