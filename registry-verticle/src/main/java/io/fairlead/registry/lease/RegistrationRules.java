package io.fairlead.registry.lease;

import io.fairlead.catalog.ClientAlias;
import io.fairlead.catalog.InstanceAttributes;
import io.fairlead.catalog.ServiceConnectService;
import io.fairlead.catalog.TimeoutConfiguration;
import io.fairlead.catalog.bus.Registration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a registration has to obey: the constraints of ECS {@code ServiceConnectService} and of
 * Cloud Map {@code RegisterInstance} (API references). Pure.
 */
final class RegistrationRules {
  private static final Pattern NAMESPACE = Pattern.compile("(?!arn:)[!-~&&[^<>\"/]]{1,253}");
  // ECS allows 64 characters; a DNS label ends at 63.
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
  private static final Pattern ALIAS = Pattern.compile("[a-z0-9_.][a-z0-9_.-]{0,126}");
  private static final Pattern INSTANCE_ID = Pattern.compile("[0-9a-zA-Z_/:.@-]{1,64}");
  private static final Pattern ATTRIBUTE_KEY = Pattern.compile("[!-~]{1,255}");
  private static final Pattern ATTRIBUTE_VALUE =
      Pattern.compile("([!-~]([ \t!-~]{0,1022}[!-~])?)?");

  private static final Set<String> OWN_KEYS =
      Set.of(
          InstanceAttributes.IPV4,
          InstanceAttributes.IPV6,
          InstanceAttributes.PORT,
          InstanceAttributes.INIT_HEALTH_STATUS);
  private static final int ALIASES_MAX = 16;
  private static final int ATTRIBUTES_MAX = 30 + OWN_KEYS.size();
  private static final int ATTRIBUTE_CHARACTERS_MAX = 5_000;

  private RegistrationRules() {}

  /** What is wrong with it, as subject, value and expectation; empty when nothing is. */
  static Optional<String> violation(Registration asked) {
    if (asked.service() == null) {
      return Optional.of("service: null (expected: portName, discoveryName and clientAliases)");
    }
    return Stream.of(
            matches("namespace", asked.namespace(), NAMESPACE, "1 to 253 printable characters"),
            matches("instanceId", asked.instanceId(), INSTANCE_ID, "1 to 64 of 0-9a-zA-Z_/:.@-"),
            asked.healthStatus() == null
                ? "healthStatus: null (expected: HEALTHY, UNHEALTHY or UNKNOWN)"
                : null,
            asked.leaseMillis() < 0
                ? "leaseMillis: " + asked.leaseMillis() + " (expected: 0 or more)"
                : null,
            service(asked.service()),
            attributes(asked.attributes()))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** What is wrong with a lease holder's name; empty when nothing is. */
  static Optional<String> violation(String namespace, String discoveryName, String instanceId) {
    return Stream.of(
            matches("namespace", namespace, NAMESPACE, "1 to 253 printable characters"),
            matches("discoveryName", discoveryName, NAME, NAME_EXPECTED),
            matches("instanceId", instanceId, INSTANCE_ID, "1 to 64 of 0-9a-zA-Z_/:.@-"))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static final String NAME_EXPECTED =
      "1 to 63 of a-z0-9_-, neither beginning nor ending with -";

  private static String service(ServiceConnectService service) {
    return Stream.concat(
            Stream.of(
                matches("portName", service.portName(), NAME, NAME_EXPECTED),
                matches("discoveryName", service.discoveryName(), NAME, NAME_EXPECTED),
                port("ingressPortOverride", service.ingressPortOverride()),
                service.clientAliases().size() > ALIASES_MAX
                    ? "clientAliases: "
                        + service.clientAliases().size()
                        + " (expected: at most "
                        + ALIASES_MAX
                        + ")"
                    : null,
                timeout(service.timeout())),
            service.clientAliases().stream().map(RegistrationRules::alias))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static String alias(ClientAlias alias) {
    String port = port("clientAliases[].port", alias.port());
    return port != null || alias.dnsName() == null
        ? port
        : matches(
            "clientAliases[].dnsName",
            alias.dnsName(),
            ALIAS,
            "1 to 127 of a-z0-9_-., not beginning with -");
  }

  private static String timeout(TimeoutConfiguration timeout) {
    if (timeout == null) {
      return null;
    }
    return Stream.of(timeout.idleTimeoutSeconds(), timeout.perRequestTimeoutSeconds())
        .filter(seconds -> seconds != null && seconds < 0)
        .map(seconds -> "timeout: " + seconds + " (expected: 0 or more seconds)")
        .findFirst()
        .orElse(null);
  }

  private static String attributes(Map<String, String> attributes) {
    if (!attributes.containsKey(InstanceAttributes.IPV4)
        && !attributes.containsKey(InstanceAttributes.IPV6)) {
      return "attributes: no AWS_INSTANCE_IPV4 (expected: it or AWS_INSTANCE_IPV6)";
    }
    if (attributes.size() > ATTRIBUTES_MAX) {
      return "attributes: " + attributes.size() + " (expected: at most " + ATTRIBUTES_MAX + ")";
    }
    int characters =
        attributes.entrySet().stream()
            .mapToInt(a -> a.getKey().length() + a.getValue().length())
            .sum();
    if (characters > ATTRIBUTE_CHARACTERS_MAX) {
      return "attributes: "
          + characters
          + " characters (expected: at most "
          + ATTRIBUTE_CHARACTERS_MAX
          + ")";
    }
    return attributes.entrySet().stream()
        .map(a -> attribute(a.getKey(), a.getValue()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static String attribute(String key, String value) {
    return switch (key) {
      case InstanceAttributes.IPV4 -> address(key, value, AddressText.isIpv4(value), "an IPv4");
      case InstanceAttributes.IPV6 -> address(key, value, AddressText.isIpv6(value), "an IPv6");
      case InstanceAttributes.PORT, InstanceAttributes.INGRESS_PORT -> port(key, number(value));
      case InstanceAttributes.INIT_HEALTH_STATUS ->
          List.of("HEALTHY", "UNHEALTHY").contains(value)
              ? null
              : key + ": " + value + " (expected: HEALTHY or UNHEALTHY)";
      default -> customAttribute(key, value);
    };
  }

  private static String customAttribute(String key, String value) {
    if (key.regionMatches(true, 0, "AWS_", 0, 4)) {
      return "attribute " + key + ": reserved (expected: a key that does not begin with AWS_)";
    }
    String wrong = matches("attribute key", key, ATTRIBUTE_KEY, "1 to 255 printable characters");
    return wrong != null
        ? wrong
        : matches("attribute " + key, value, ATTRIBUTE_VALUE, "at most 1024 printable characters");
  }

  private static String address(String key, String value, boolean isOne, String kind) {
    return isOne ? null : key + ": " + value + " (expected: " + kind + " address)";
  }

  private static String port(String subject, Integer port) {
    return port == null || (port >= 1 && port <= 65_535)
        ? null
        : subject + ": " + port + " (expected: 1 to 65535)";
  }

  /** -1, which no port is, for what is not a number. */
  private static int number(String text) {
    return text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
  }

  private static String matches(String subject, String value, Pattern rule, String expectation) {
    return value != null && rule.matcher(value).matches()
        ? null
        : subject + ": " + value + " (expected: " + expectation + ")";
  }
}
