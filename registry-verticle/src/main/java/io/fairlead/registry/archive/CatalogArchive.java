package io.fairlead.registry.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fairlead.catalog.policy.LaterWords;
import io.fairlead.registry.catalog.StoredNamespace;
import io.fairlead.registry.catalog.StoredService;
import java.io.IOException;
import java.util.List;

/**
 * An export. The same catalog gives the same text, so that two of them can be compared line by
 * line.
 *
 * @param format always {@value #FORMAT}
 * @param version {@value #VERSION}, as written by this release
 * @param namespaces that are not removed, ordered by id
 * @param services that are not removed, with their instances, ordered by id
 */
record CatalogArchive(
    String format, int version, List<StoredNamespace> namespaces, List<StoredService> services) {
  static final String FORMAT = "fairlead-catalog";
  static final int VERSION = 2;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addHandler(new LaterWords())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  CatalogArchive {
    namespaces = namespaces == null ? List.of() : List.copyOf(namespaces);
    services = services == null ? List.of() : List.copyOf(services);
  }

  static CatalogArchive of(List<StoredNamespace> namespaces, List<StoredService> services) {
    return new CatalogArchive(FORMAT, VERSION, namespaces, services);
  }

  byte[] text() throws JsonProcessingException {
    return JSON.writeValueAsBytes(this);
  }

  /** Fails with {@link IllegalArgumentException} when it is no export that this release reads. */
  static CatalogArchive read(byte[] text) throws IOException {
    try {
      var read = JSON.readValue(text, CatalogArchive.class);
      if (read == null || !FORMAT.equals(read.format())) {
        throw new IllegalArgumentException(
            "this is no export of a catalog (expected: what fairlead registry export writes)");
      }
      if (read.version() != VERSION) {
        throw new IllegalArgumentException(
            "version " + read.version() + " of an export (expected: " + VERSION + ")");
      }
      return read;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "this is no export of a catalog: "
              + e.getOriginalMessage()
              + " (expected: what fairlead registry export writes)",
          e);
    }
  }
}
