package io.fairlead.catalog.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema (draft 2020-12) of a {@link TrafficPolicy} as people write it. */
public final class PolicySchema {
  private static final String FILE = "trafficPolicy.schema.json";

  private PolicySchema() {}

  /** Its text, to be shown or to be compiled by a validator; read anew with each call. */
  public static String text() {
    try (var file = PolicySchema.class.getResourceAsStream(FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }
}
