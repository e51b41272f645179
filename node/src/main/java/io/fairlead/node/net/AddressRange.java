package io.fairlead.node.net;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A range of IP addresses in CIDR notation (RFC 4632, RFC 4291 §2.3). Immutable; never resolves a
 * name.
 *
 * <p>An IPv6 address that only wraps an IPv4 one is taken for that one, so that nobody goes round a
 * range by spelling it otherwise: IPv4-mapped always (RFC 4291 §2.5.5.2), NAT64's well-known prefix
 * (RFC 6052 §2.1) in {@link #bytes}, which is for addresses that somebody names. One that somebody
 * comes from is not: a NAT64 address proves no private network.
 */
public final class AddressRange {
  private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9a-fA-F:.]{2,45}");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,3}");
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;
  private static final int WRAP_BYTES = IPV6_BYTES - IPV4_BYTES;
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};
  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

  /** True of every JDK so far, but promised by none. */
  private static final boolean HASH_IS_ADDRESS =
      isHash("127.0.0.1") && isHash("203.0.113.254") && isHash("0.1.2.3");

  private final String text;
  private final byte[] first;
  private final int length;

  /** The same for IPv4, as numbers; nothing matches these in an IPv6 range. */
  private final int firstIpv4;

  private final int maskIpv4;

  private AddressRange(String text, byte[] first, int length) {
    this.text = text;
    this.first = first;
    this.length = length;
    this.firstIpv4 = isIpv4() ? ipv4(first, 0) : 1;
    // A shift by 32 would be none.
    this.maskIpv4 = isIpv4() && length > 0 ? -1 << (Integer.SIZE - length) : 0;
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or a single address.
   *
   * @throws IllegalArgumentException tells what is wrong with it
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      throw refusal(text);
    }
    int bits = address.length * Byte.SIZE;
    int length = slash < 0 ? bits : length(text.substring(slash + 1));
    if (length < 0 || length > bits) {
      throw refusal(text);
    }
    byte[] first = first(address, length);
    if (!Arrays.equals(first, address)) {
      throw new IllegalArgumentException(
          text + " has bits set behind its /" + length + " (expected: zeros there)");
    }
    return new AddressRange(text, address, length);
  }

  /**
   * The bytes of an address: 4 or 16, 4 when it wraps an IPv4 one.
   *
   * @return null when the text is no address
   */
  public static byte[] bytes(String text) {
    byte[] read = IPV6.matcher(text).matches() ? ipv6(text) : ipv4(text);
    return read != null && (wraps(read, MAPPED) || wraps(read, NAT64))
        ? Arrays.copyOfRange(read, WRAP_BYTES, IPV6_BYTES)
        : read;
  }

  /** Whether the address, as {@link #bytes} reads it, lies in here. */
  public boolean contains(byte[] address) {
    if (address.length != first.length) {
      return false;
    }
    int whole = length / Byte.SIZE;
    int rest = length % Byte.SIZE;
    return Arrays.equals(address, 0, whole, first, 0, whole)
        && (rest == 0 || (address[whole] ^ first[whole]) >> (Byte.SIZE - rest) == 0);
  }

  /** Whether the address lies in here, whatever its scope; allocates nothing for an IPv4 one. */
  public boolean contains(InetAddress address) {
    if (address instanceof Inet4Address ipv4) {
      return containsIpv4(number(ipv4));
    }
    byte[] ipv6 = address.getAddress();
    return isMapped(ipv6) ? containsIpv4(mapped(ipv6)) : contains(ipv6);
  }

  /** How many leading bits all of its addresses share. */
  public int length() {
    return length;
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }

  boolean containsIpv4(int address) {
    return (address & maskIpv4) == firstIpv4;
  }

  /** The address as a number. */
  static int number(Inet4Address address) {
    // Nothing else tells it without an array.
    return HASH_IS_ADDRESS ? address.hashCode() : ipv4(address.getAddress(), 0);
  }

  static boolean isMapped(byte[] ipv6) {
    return wraps(ipv6, MAPPED);
  }

  /** The IPv4 address in a mapped one, as a number. */
  static int mapped(byte[] ipv6) {
    return ipv4(ipv6, WRAP_BYTES);
  }

  private boolean isIpv4() {
    return first.length == IPV4_BYTES;
  }

  private static boolean isHash(String address) {
    var sample = NetUtil.createInetAddressFromIpAddressString(address);
    return sample.hashCode() == ipv4(sample.getAddress(), 0);
  }

  private static int ipv4(byte[] bytes, int from) {
    int number = 0;
    for (int i = from; i < from + IPV4_BYTES; i++) {
      number = number << Byte.SIZE | (bytes[i] & 0xff);
    }
    return number;
  }

  private static byte[] ipv4(String text) {
    return NetUtil.isValidIpV4Address(text)
        ? NetUtil.createByteArrayFromIpAddressString(text)
        : null;
  }

  private static byte[] ipv6(String text) {
    try {
      // A text with a colon is parsed or refused, never looked up.
      return InetAddress.getAllByName(text)[0].getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static boolean wraps(byte[] address, byte[] prefix) {
    return address.length == IPV6_BYTES
        && Arrays.equals(address, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static byte[] first(byte[] address, int length) {
    byte[] masked = new byte[address.length];
    int whole = length / Byte.SIZE;
    System.arraycopy(address, 0, masked, 0, whole);
    if (length % Byte.SIZE != 0) {
      masked[whole] = (byte) (address[whole] & (0xff << (Byte.SIZE - length % Byte.SIZE)));
    }
    return masked;
  }

  private static int length(String text) {
    return LENGTH.matcher(text).matches() ? Integer.parseInt(text) : -1;
  }

  private static IllegalArgumentException refusal(String text) {
    return new IllegalArgumentException(
        text + " (expected: an address or a range such as 10.0.0.0/8 or fd00::/8)");
  }
}
