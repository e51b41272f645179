package io.fairlead.registry.api;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/**
 * Operation ids in AWS's form: 32 lower-case alphanumerics, a dash, 8 more. One that belongs to a
 * token is derived from it and the input, so that every registry node answers a repeated request
 * with the same id.
 */
final class OperationIds {
  private static final int LENGTH = 40;
  private static final int DASH_AT = 32;
  private static final BigInteger RANGE = BigInteger.valueOf(36).pow(LENGTH);

  private OperationIds() {}

  /**
   * The id of a change.
   *
   * @param token the request's CreatorRequestId; null makes an id that never comes again
   * @param input what must be equal for a repeated request to be the same one
   */
  static String of(String operationName, String token, List<String> input) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      add(digest, operationName);
      add(digest, token == null ? UUID.randomUUID().toString() : token);
      input.forEach(part -> add(digest, part));
      String text = new BigInteger(1, digest.digest()).mod(RANGE).toString(36);
      String padded = "0".repeat(LENGTH - text.length()) + text;
      return padded.substring(0, DASH_AT) + "-" + padded.substring(DASH_AT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java platform", e);
    }
  }

  private static void add(MessageDigest digest, String part) {
    digest.update(part.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }
}
