package io.fairlead.node.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/** Some ranges of IP addresses, such as those of clients that may ask; immutable. */
public final class AddressRanges {
  /** {@link #LOOPBACK_AND_PRIVATE} as a setting spells a list. */
  public static final String LOOPBACK_AND_PRIVATE_TEXT =
      "127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,169.254.0.0/16,100.64.0.0/10,"
          + "::1,fc00::/7,fe80::/10";

  /**
   * Where nobody comes from who is outside: loopback (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3), private
   * and unique local (RFC 1918, RFC 4193), link-local (RFC 3927, RFC 4291 §2.5.6), and what
   * carriers and overlay networks share (RFC 6598).
   */
  public static final List<String> LOOPBACK_AND_PRIVATE =
      List.of(LOOPBACK_AND_PRIVATE_TEXT.split(",", -1));

  private final AddressRange[] ranges;

  private AddressRanges(AddressRange[] ranges) {
    this.ranges = ranges;
  }

  /**
   * Reads each as {@link AddressRange#parse} does; of none, nothing is contained.
   *
   * @throws IllegalArgumentException tells which cannot be read
   */
  public static AddressRanges parse(List<String> texts) {
    return new AddressRanges(texts.stream().map(AddressRange::parse).toArray(AddressRange[]::new));
  }

  /**
   * Whether the address lies in any of them, whatever its scope; an IPv4-mapped one counts as the
   * IPv4 one. Allocates nothing for IPv4.
   */
  public boolean contains(InetAddress address) {
    if (address instanceof Inet4Address ipv4) {
      return containsIpv4(AddressRange.number(ipv4));
    }
    byte[] ipv6 = address.getAddress();
    return AddressRange.isMapped(ipv6)
        ? containsIpv4(AddressRange.mapped(ipv6))
        : containsIpv6(ipv6);
  }

  private boolean containsIpv4(int address) {
    for (var range : ranges) {
      if (range.containsIpv4(address)) {
        return true;
      }
    }
    return false;
  }

  private boolean containsIpv6(byte[] address) {
    for (var range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** As they were written, in their order. */
  @Override
  public String toString() {
    return List.of(ranges).toString();
  }
}
