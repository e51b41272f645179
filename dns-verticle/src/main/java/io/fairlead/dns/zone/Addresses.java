package io.fairlead.dns.zone;

import io.fairlead.dns.message.RecordValue;
import io.netty.util.NetUtil;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads addresses as attributes and settings hold them; never asks a resolver. */
final class Addresses {
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;

  private Addresses() {}

  /** An IPv4 address in dotted form; empty for null and anything else. */
  static Optional<RecordValue> ipv4(String text) {
    return bytes(text, IPV4_BYTES).map(b -> new RecordValue.A(b.getInt()));
  }

  /** An IPv6 address; empty for null and anything else. */
  static Optional<RecordValue> ipv6(String text) {
    return bytes(text, IPV6_BYTES).map(b -> new RecordValue.Aaaa(b.getLong(), b.getLong()));
  }

  private static Optional<ByteBuffer> bytes(String text, int length) {
    byte[] address = text == null ? null : NetUtil.createByteArrayFromIpAddressString(text);
    return address == null || address.length != length
        ? Optional.empty()
        : Optional.of(ByteBuffer.wrap(address));
  }
}
