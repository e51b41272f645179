package io.fairlead.dns.zone;

import io.fairlead.nameserver.message.DnsName;
import io.fairlead.nameserver.message.RecordValue;
import io.netty.util.NetUtil;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads addresses as attributes and settings hold them; never asks a resolver. */
final class Addresses {
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;
  private static final String IPV4_ZONE = "in-addr.arpa";
  private static final String IPV6_ZONE = "ip6.arpa";

  private Addresses() {}

  /** An IPv4 address in dotted form; empty for null and anything else. */
  static Optional<RecordValue> ipv4(String text) {
    return bytes(text, IPV4_BYTES).map(b -> new RecordValue.A(b.getInt()));
  }

  /** An IPv6 address; empty for null and anything else. */
  static Optional<RecordValue> ipv6(String text) {
    return bytes(text, IPV6_BYTES).map(b -> new RecordValue.Aaaa(b.getLong(), b.getLong()));
  }

  /** The name that leads back from an address; empty for null and anything else. */
  static Optional<DnsName> reverse(String text) {
    byte[] address = text == null ? null : NetUtil.createByteArrayFromIpAddressString(text);
    if (address == null) {
      return Optional.empty();
    }
    var name = new StringBuilder();
    for (int i = address.length - 1; i >= 0; i--) {
      int octet = address[i] & 0xff;
      if (address.length == IPV4_BYTES) {
        name.append(octet).append('.');
      } else {
        name.append(Character.forDigit(octet & 0xf, 16)).append('.');
        name.append(Character.forDigit(octet >> 4, 16)).append('.');
      }
    }
    return DnsName.parse(
        name.append(address.length == IPV4_BYTES ? IPV4_ZONE : IPV6_ZONE).toString());
  }

  private static Optional<ByteBuffer> bytes(String text, int length) {
    byte[] address = text == null ? null : NetUtil.createByteArrayFromIpAddressString(text);
    return address == null || address.length != length
        ? Optional.empty()
        : Optional.of(ByteBuffer.wrap(address));
  }
}
