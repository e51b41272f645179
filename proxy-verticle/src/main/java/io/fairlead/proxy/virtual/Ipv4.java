package io.fairlead.proxy.virtual;

import java.util.regex.Pattern;

/** IPv4 addresses as numbers; those of 127.0.0.0/8, all that this package needs, are positive. */
final class Ipv4 {
  /** What is no address. */
  static final int NONE = -1;

  private static final String BYTE = "(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])";
  private static final Pattern LOOPBACK = Pattern.compile("127(\\." + BYTE + "){3}");

  private Ipv4() {}

  /** A loopback address, {@link #NONE} when the text is none. */
  static int loopback(String text) {
    if (!LOOPBACK.matcher(text).matches()) {
      return NONE;
    }
    int address = 0;
    for (String part : text.split("\\.", -1)) {
      address = 256 * address + Integer.parseInt(part);
    }
    return address;
  }

  static String text(int address) {
    byte[] parts = bytes(address);
    return (parts[0] & 255)
        + "."
        + (parts[1] & 255)
        + "."
        + (parts[2] & 255)
        + "."
        + (parts[3] & 255);
  }

  static byte[] bytes(int address) {
    return new byte[] {
      (byte) (address >>> 24), (byte) (address >>> 16), (byte) (address >>> 8), (byte) address
    };
  }
}
