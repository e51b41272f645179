package io.fairlead.registry.api;

import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.InstanceAttributes;
import io.fairlead.registry.catalog.CatalogException.InvalidInput;
import io.netty.util.NetUtil;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the attributes of an instance may say, whatever its service (Cloud Map API reference, {@code
 * RegisterInstance}). Everything fails with InvalidInput.
 */
final class AttributeRules {
  private static final String RESERVED_PREFIX = "AWS_";
  private static final Set<String> RESERVED =
      Set.of(
          InstanceAttributes.IPV4,
          InstanceAttributes.IPV6,
          InstanceAttributes.PORT,
          InstanceAttributes.CNAME,
          InstanceAttributes.ALIAS_DNS_NAME,
          InstanceAttributes.EC2_INSTANCE_ID,
          InstanceAttributes.INIT_HEALTH_STATUS);
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final Pattern HOST_NAME =
      Pattern.compile("(?=.{1,254}$)([a-zA-Z0-9_*-]{1,63}\\.)*[a-zA-Z0-9_-]{1,63}\\.?");
  private static final int PORT_MAX = 65535;

  private static final Pattern WEIGHT_FORM = Pattern.compile("[0-9]{1,5}");

  private AttributeRules() {}

  /** Judges keys, amounts and the values of AWS's own keys. */
  static void check(Map<String, String> attributes, QuotaSettings quotas) {
    checkKeys(attributes.keySet());
    checkAmounts(attributes, quotas);
    attributes.forEach(AttributeRules::checkValue);
  }

  private static void checkKeys(Set<String> keys) {
    for (String key : keys) {
      if (isReserved(key) && !RESERVED.contains(key)) {
        throw new InvalidInput(
            "Attribute key %s begins with AWS_, which is reserved (expected: another key, or one of %s)"
                .formatted(key, RESERVED.stream().sorted().toList()));
      }
    }
  }

  /** AWS reserves its prefix in any case. */
  private static boolean isReserved(String key) {
    return key.toUpperCase(Locale.ROOT).startsWith(RESERVED_PREFIX);
  }

  private static void checkAmounts(Map<String, String> attributes, QuotaSettings quotas) {
    long custom = attributes.keySet().stream().filter(key -> !RESERVED.contains(key)).count();
    if (custom > quotas.attributesPerInstance()) {
      throw new InvalidInput(
          "The instance has %d custom attributes (expected: at most %d)"
              .formatted(custom, quotas.attributesPerInstance()));
    }
    int characters =
        attributes.entrySet().stream()
            .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
            .sum();
    if (characters > quotas.attributeCharacters()) {
      throw new InvalidInput(
          "The instance's attributes have %d characters (expected: at most %d)"
              .formatted(characters, quotas.attributeCharacters()));
    }
  }

  private static void checkValue(String key, String value) {
    switch (key) {
      case InstanceAttributes.IPV4 ->
          demandValue(NetUtil.isValidIpV4Address(value), key, value, "an IPv4 address");
      case InstanceAttributes.IPV6 ->
          // The pattern first: Netty's check would let brackets and zones pass.
          demandValue(
              IPV6.matcher(value).matches() && NetUtil.isValidIpV6Address(value),
              key,
              value,
              "an IPv6 address");
      case InstanceAttributes.PORT ->
          demandValue(isPort(value), key, value, "a port from 1 to " + PORT_MAX);
      case InstanceAttributes.CNAME, InstanceAttributes.ALIAS_DNS_NAME ->
          demandValue(HOST_NAME.matcher(value).matches(), key, value, "a DNS name");
      case InstanceAttributes.WEIGHT ->
          demandValue(
              isWeight(value), key, value, "a whole number from 0 to " + Endpoint.WEIGHT_MAX);
      case InstanceAttributes.INIT_HEALTH_STATUS ->
          demandValue(
              List.of("HEALTHY", "UNHEALTHY").contains(value), key, value, "HEALTHY or UNHEALTHY");
      default -> {
        // The caller's own: anything that the wire format lets through.
      }
    }
  }

  private static boolean isPort(String value) {
    return PORT.matcher(value).matches() && Integer.parseInt(value) <= PORT_MAX;
  }

  private static boolean isWeight(String value) {
    return WEIGHT_FORM.matcher(value).matches() && Integer.parseInt(value) <= Endpoint.WEIGHT_MAX;
  }

  private static void demandValue(boolean holds, String key, String value, String expected) {
    if (!holds) {
      throw new InvalidInput(
          "Attribute %s has value '%s' (expected: %s)".formatted(key, value, expected));
    }
  }
}
