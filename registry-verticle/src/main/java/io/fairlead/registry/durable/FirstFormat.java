package io.fairlead.registry.durable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.node.StartFailure;
import io.fairlead.registry.catalog.StoredNamespace;
import io.fairlead.registry.catalog.StoredService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Format 1: the JSON file that {@code fairlead dev --data} wrote. A stamp was a bare revision, and
 * nothing told what a copy had seen, so both get the name of the one node there was. Blocks.
 */
final class FirstFormat {
  private static final String NODE = "local";
  private static final String STAMPS = "stamps";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;

  /**
   * @param folder need not be there
   */
  FirstFormat(Path folder) {
    this.file = folder.resolve("catalog.json");
  }

  boolean exists() {
    return Files.exists(file);
  }

  /** Fails with {@link StartFailure} when it is no catalog. */
  CopyFile.Contents read() {
    try {
      var root = JSON.readTree(Files.readAllBytes(file));
      List<StoredNamespace> namespaces = new ArrayList<>();
      for (var row : root.path("namespaces")) {
        namespaces.add(Rows.read(row.toString(), StoredNamespace.class));
      }
      List<StoredService> services = new ArrayList<>();
      for (var row : root.path("services")) {
        services.add(Rows.read(lifted((ObjectNode) row).toString(), StoredService.class));
      }
      return new CopyFile.Contents(namespaces, services, List.of(), 0);
    } catch (IOException | RuntimeException e) {
      throw new StartFailure(
          file
              + " is no catalog: "
              + e.getMessage()
              + " (expected: what fairlead dev wrote; move it away to begin with nothing)");
    }
  }

  /** So that it is not read again; its text stays. */
  void putAside() throws IOException {
    Files.move(
        file,
        file.resolveSibling("catalog.json.migrated"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static JsonNode lifted(ObjectNode service) {
    var stamps = JSON.createObjectNode();
    service
        .path(STAMPS)
        .properties()
        .forEach(
            stamp -> stamps.putObject(stamp.getKey()).put("by", NODE).set("at", stamp.getValue()));
    service.set(STAMPS, stamps);
    service.putObject("seen").set(NODE, service.path("revision"));
    return service;
  }
}
