package io.fairlead.proxy.virtual;

import java.util.regex.Pattern;

/**
 * The loopback addresses that one sidecar may give to names. Those that end in .0 or .255 are left
 * out: too many programs take them for networks and broadcasts.
 *
 * @param network the first address, within 127.0.0.0/8
 * @param prefix how many of its bits are fixed, 9 to 24
 */
public record VirtualRange(int network, int prefix) {
  private static final int PREFIX_MIN = 9;
  private static final int PREFIX_MAX = 24;
  private static final int USABLE_OF_256 = 254;
  private static final int LOCALHOST = Ipv4.loopback("127.0.0.1");

  /** As AWS has it. */
  private static final VirtualRange ALONE = new VirtualRange(Ipv4.loopback("127.255.0.0"), 16);

  private static final Pattern FORM = Pattern.compile("([\\d.]{7,15})/(\\d{1,2})");

  /**
   * As set, or as it follows from the task's address. A task alone on its host has 127.255.0.0/16.
   * Where several tasks share a host, each at a loopback address of its own, each has a range of
   * its own, since an address can be listened on only once and a request must never reach the
   * sidecar of another task: the task at 127.a.b.n has 127.(128 + b mod 128).n.0/24.
   *
   * @param text such as {@code 127.255.0.0/16}; null when it is not set
   * @throws IllegalArgumentException when it is no such range
   */
  public static VirtualRange of(String text, String taskHost) {
    if (text != null) {
      return parse(text);
    }
    int task = Ipv4.loopback(taskHost);
    return task == Ipv4.NONE || task == LOCALHOST ? ALONE : ofTask(task);
  }

  private static VirtualRange ofTask(int task) {
    byte[] parts = Ipv4.bytes(task);
    String network = "127." + (128 + (parts[2] & 127)) + "." + (parts[3] & 255) + ".0";
    return new VirtualRange(Ipv4.loopback(network), PREFIX_MAX);
  }

  private static VirtualRange parse(String text) {
    var form = FORM.matcher(text);
    int network = form.matches() ? Ipv4.loopback(form.group(1)) : Ipv4.NONE;
    if (network == Ipv4.NONE) {
      throw refused(text, "is no range of 127.0.0.0/8");
    }
    int prefix = Integer.parseInt(form.group(2));
    if (prefix < PREFIX_MIN || prefix > PREFIX_MAX) {
      throw refused(text, "is too " + (prefix < PREFIX_MIN ? "wide" : "narrow"));
    }
    int mask = -1 << (32 - prefix);
    if ((network & mask) != network) {
      throw refused(text, "begins at " + Ipv4.text(network & mask));
    }
    if ((LOCALHOST & mask) == network) {
      throw refused(text, "holds 127.0.0.1");
    }
    return new VirtualRange(network, prefix);
  }

  private static IllegalArgumentException refused(String text, String why) {
    return new IllegalArgumentException(
        "egress.virtualRange = "
            + text
            + " "
            + why
            + " (expected: a range of loopback addresses from /9 to /24 without 127.0.0.1, such as"
            + " 127.255.0.0/16)");
  }

  /** How many addresses there are. */
  int size() {
    return USABLE_OF_256 << (PREFIX_MAX - prefix);
  }

  /**
   * One of them.
   *
   * @param index from 0 to {@link #size} - 1
   */
  int address(int index) {
    return network + 256 * (index / USABLE_OF_256) + 1 + index % USABLE_OF_256;
  }

  @Override
  public String toString() {
    return Ipv4.text(network) + "/" + prefix;
  }
}
