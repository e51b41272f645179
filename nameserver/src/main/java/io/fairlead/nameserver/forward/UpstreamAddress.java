package io.fairlead.nameserver.forward;

import io.fairlead.node.net.AddressRange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Reads where an upstream is; never resolves a name. */
final class UpstreamAddress {
  static final int DNS_PORT = 53;

  private static final int PORT_MAX = 65_535;
  private static final String BRACKETED = "\\[[^\\]]*\\](:.*)?";

  private UpstreamAddress() {}

  /**
   * Reads {@code address} or {@code address:port}, where IPv6 with a port stands in brackets.
   *
   * @param subject where it was given, for the message
   * @throws IllegalArgumentException tells what is wrong with it
   */
  static InetSocketAddress parse(String subject, String text) {
    boolean bracketed = text.matches(BRACKETED);
    int colon = text.indexOf(':');
    boolean hasPort = colon >= 0 && colon == text.lastIndexOf(':');
    int hostEnd = bracketed ? text.indexOf(']') + 1 : hasPort ? colon : text.length();
    String host = text.substring(0, hostEnd);
    String rest = text.substring(hostEnd);
    var address = literal(bracketed ? host.substring(1, host.length() - 1) : host);
    int port = port(rest);
    if (address == null || port < 1 || port > PORT_MAX) {
      throw refusal(subject, text, "an IP address of a resolver, with a port if it is not 53");
    }
    if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
      throw refusal(subject, text, "the address of one machine");
    }
    return new InetSocketAddress(address, port);
  }

  private static int port(String rest) {
    if (rest.isEmpty()) {
      return DNS_PORT;
    }
    return rest.matches(":\\d{1,5}") ? Integer.parseInt(rest.substring(1)) : -1;
  }

  /** Reads an address alone; null when it is none. */
  static InetAddress literal(String text) {
    byte[] bytes = AddressRange.bytes(text);
    try {
      return bytes == null ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of 4 or 16 bytes is one", e);
    }
  }

  private static IllegalArgumentException refusal(String subject, String text, String expected) {
    return new IllegalArgumentException(
        subject
            + " has \""
            + text
            + "\" (expected: "
            + expected
            + ", such as 10.0.0.2, 10.0.0.2:5353 or [fd00::2]:53)");
  }
}
