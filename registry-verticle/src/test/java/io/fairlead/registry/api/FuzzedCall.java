package io.fairlead.registry.api;

import java.nio.charset.StandardCharsets;

/** A request that somebody might send, sound or not. */
final class FuzzedCall {
  private static final int SHOWN = 600;
  final String operation;
  final byte[] body;

  FuzzedCall(String operation, byte[] body) {
    this.operation = operation;
    this.body = body;
  }

  /** For the report of a failure: long bodies are cut. */
  @Override
  public String toString() {
    String text = new String(body, StandardCharsets.UTF_8);
    return "%s (%d bytes) %s"
        .formatted(operation, body.length, text.substring(0, Math.min(SHOWN, text.length())));
  }
}
