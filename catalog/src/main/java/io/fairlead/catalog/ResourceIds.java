package io.fairlead.catalog;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * Ids in AWS's form, derived from what must be unique. So two registry nodes that create the same
 * service at once agree on its id, uniqueness needs no index, and a service that is made again
 * after its registry was lost is the same one to every reader. (AWS too gives a re-created service
 * its old id: hashicorp/terraform-provider-aws#46930.)
 */
public final class ResourceIds {
  private static final int LENGTH = 16;
  private static final BigInteger RANGE = BigInteger.valueOf(36).pow(LENGTH);

  private static final String NAMESPACE = "ns-";

  private ResourceIds() {}

  /** Whether an id is a namespace's, there or not, and not a service's. */
  public static boolean isNamespaceId(String id) {
    return id.startsWith(NAMESPACE);
  }

  /** A namespace is unique by type, network and name; {@code vpc} may be null. */
  public static String namespaceId(NamespaceType type, String vpc, String name) {
    return NAMESPACE + derive(type.name(), vpc == null ? "" : vpc, canonical(type, name));
  }

  /** A service is unique by namespace and name; in DNS namespaces without regard to case. */
  public static String serviceId(NamespaceType type, String namespaceId, String name) {
    return "srv-" + derive(namespaceId, canonical(type, name));
  }

  /** The hosted zone of a DNS namespace: {@code Z} and upper-case alphanumerics. */
  public static String hostedZoneId(String namespaceId) {
    return "Z" + derive("hosted-zone", namespaceId).toUpperCase(Locale.ROOT);
  }

  private static String canonical(NamespaceType type, String name) {
    return type.isDns() ? name.toLowerCase(Locale.ROOT) : name;
  }

  private static String derive(String... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      String text = new BigInteger(1, digest.digest()).mod(RANGE).toString(36);
      return "0".repeat(LENGTH - text.length()) + text;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java platform", e);
    }
  }
}
