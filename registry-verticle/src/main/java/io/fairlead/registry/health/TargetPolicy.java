package io.fairlead.registry.health;

import io.fairlead.node.net.AddressRange;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses may be checked: whoever may register an instance chooses where the registry
 * connects to, so it must not be led to what only this machine may reach.
 *
 * <p>Read like a routing table: of all ranges that contain an address the longest prefix decides;
 * at the same length the setting {@code deny} goes before {@code allow}, and that before what is
 * refused from the start. What no range contains may be checked. So a refusal that stands here is
 * lifted only by a range that is at least as narrow. Pure.
 */
final class TargetPolicy {
  /** Refused unless a setting names the range, or a part of it. */
  private static final List<String> REFUSED =
      List.of(
          // This host, this network: RFC 1122 §3.2.1.3, RFC 4291 §2.5.
          "0.0.0.0/8",
          "127.0.0.0/8",
          "::/128",
          "::1/128",
          // Deprecated spellings of IPv4 addresses, RFC 4291 §2.5.5.1.
          "::/96",
          // Link-local: RFC 3927, RFC 4291 §2.5.6.
          "169.254.0.0/16",
          "fe80::/10",
          // Many at once: RFC 5771, RFC 1112 §4 with the broadcast address, RFC 4291 §2.7.
          "224.0.0.0/4",
          "240.0.0.0/4",
          "ff00::/8",
          // Clouds hand out credentials here: AWS and others, AWS over IPv6, ECS tasks, Google
          // over IPv6, Alibaba, Oracle, Azure. Single ones, so that lifting link-local lifts none.
          "169.254.169.254/32",
          "fd00:ec2::254/128",
          "169.254.170.2/32",
          "fd20:ce::254/128",
          "100.100.100.200/32",
          "192.0.0.192/32",
          "168.63.129.16/32");

  private record Rule(AddressRange range, boolean allows) {}

  /** Longest prefix first, then by precedence. */
  private final List<Rule> rules;

  private TargetPolicy(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * Takes ranges as {@link AddressRange#parse} reads them.
   *
   * @throws IllegalArgumentException tells which cannot be read
   */
  static TargetPolicy of(List<String> allow, List<String> deny) {
    var all =
        Stream.of(rules(deny, false), rules(allow, true), rules(REFUSED, false))
            .flatMap(s -> s)
            .sorted(Comparator.comparingInt((Rule r) -> r.range().length()).reversed())
            .toList();
    return new TargetPolicy(all);
  }

  /** The range because of which an address is not checked; empty when it may be. */
  Optional<String> refusal(String address) {
    byte[] bytes = AddressRange.bytes(address);
    if (bytes == null) {
      return Optional.of(address);
    }
    return rules.stream()
        .filter(r -> r.range().contains(bytes))
        .findFirst()
        .filter(r -> !r.allows())
        .map(r -> r.range().toString());
  }

  private static Stream<Rule> rules(List<String> ranges, boolean allows) {
    return ranges.stream().map(AddressRange::parse).map(r -> new Rule(r, allows));
  }
}
