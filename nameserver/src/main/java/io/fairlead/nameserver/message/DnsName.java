package io.fairlead.nameserver.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A fully qualified domain name. Keeps the letters as they came; names that differ in ASCII case
 * only are equal (RFC 4343). Labels may hold any octet (RFC 2181 §11).
 */
public final class DnsName implements Name {
  /** The longest name, counting length octets and the root (RFC 1035 §2.3.4). */
  static final int BYTES_MAX = 255;

  static final int LABEL_BYTES_MAX = 63;

  /** The root zone: no labels. */
  public static final DnsName ROOT = new DnsName(new byte[] {0});

  /** Length-prefixed labels and the final zero, never compressed. */
  private final byte[] wire;

  private final int hash;

  private DnsName(byte[] wire) {
    this.wire = wire;
    this.hash = hash(wire);
  }

  /** The labels before another name's, which this one ends with; empty when it does not. */
  public Optional<DnsName> before(DnsName end) {
    int length = wire.length - end.wire.length;
    boolean ends = length > 0 && Name.same(wire, length, end.wire, 0, end.wire.length);
    if (!ends || !isBoundary(length)) {
      return Optional.empty();
    }
    byte[] labels = new byte[length + 1];
    System.arraycopy(wire, 0, labels, 0, length);
    return Optional.of(ofWire(labels));
  }

  private boolean isBoundary(int position) {
    int at = 0;
    while (at < position) {
      at += wire[at] + 1;
    }
    return at == position;
  }

  /** Takes over an uncompressed name of at most 255 bytes that is known to be well formed. */
  static DnsName ofWire(byte[] wire) {
    return wire.length == 1 ? ROOT : new DnsName(wire);
  }

  /**
   * Reads a name whose labels are separated by dots; a final dot makes no difference.
   *
   * @return empty when a label is empty or longer than 63 bytes, or the name longer than 255
   */
  public static Optional<DnsName> parse(String text) {
    String dotted = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    var wire = new ByteArrayOutputStream(dotted.length() + 2);
    if (!dotted.isEmpty()) {
      for (String part : dotted.split("\\.", -1)) {
        byte[] label = part.getBytes(StandardCharsets.UTF_8);
        if (label.length == 0 || label.length > LABEL_BYTES_MAX) {
          return Optional.empty();
        }
        wire.write(label.length);
        wire.writeBytes(label);
      }
    }
    wire.write(0);
    return wire.size() > BYTES_MAX ? Optional.empty() : Optional.of(ofWire(wire.toByteArray()));
  }

  /** This name in front of another one; empty when that is too long. */
  public Optional<DnsName> under(DnsName zone) {
    int labels = wire.length - 1;
    if (labels + zone.wire.length > BYTES_MAX) {
      return Optional.empty();
    }
    byte[] joined = new byte[labels + zone.wire.length];
    System.arraycopy(wire, 0, joined, 0, labels);
    System.arraycopy(zone.wire, 0, joined, labels, zone.wire.length);
    return Optional.of(ofWire(joined));
  }

  /** The name without its first label; the root is its own parent. */
  public DnsName parent() {
    if (isRoot()) {
      return this;
    }
    int skipped = wire[0] + 1;
    byte[] rest = new byte[wire.length - skipped];
    System.arraycopy(wire, skipped, rest, 0, rest.length);
    return ofWire(rest);
  }

  public boolean isRoot() {
    return wire.length == 1;
  }

  /** How many bytes it takes uncompressed, with the root. */
  public int length() {
    return wire.length;
  }

  byte byteAt(int index) {
    return wire[index];
  }

  void copyTo(byte[] target, int offset, int count) {
    System.arraycopy(wire, 0, target, offset, count);
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof DnsName that) || hash != that.hash || wire.length != that.wire.length) {
      return false;
    }
    return Name.same(wire, 0, that.wire, 0, wire.length);
  }

  /** Whether an uncompressed name elsewhere, of this length and hash code, is the same. */
  boolean isSame(byte[] other, int from, int length, int hashCode) {
    return hash == hashCode && wire.length == length && Name.same(wire, 0, other, from, length);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** As in a zone file: a final dot, special characters escaped (RFC 1035 §5.1). */
  @Override
  public String toString() {
    if (isRoot()) {
      return ".";
    }
    var text = new StringBuilder(wire.length + 1);
    for (int i = 0; wire[i] != 0; i += wire[i] + 1) {
      for (int j = i + 1; j <= i + wire[i]; j++) {
        escape(wire[j] & 0xff, text);
      }
      text.append('.');
    }
    return text.toString();
  }

  private static void escape(int octet, StringBuilder text) {
    if (octet <= ' ' || octet >= 0x7f) {
      text.append('\\').append((char) ('0' + octet / 100));
      text.append((char) ('0' + octet / 10 % 10)).append((char) ('0' + octet % 10));
    } else {
      if (".\\\"();@$".indexOf(octet) >= 0) {
        text.append('\\');
      }
      text.append((char) octet);
    }
  }

  private static int hash(byte[] wire) {
    int hash = 1;
    for (int i = wire.length - 1; i >= 0; i--) {
      hash = Name.hash(hash, wire[i]);
    }
    return hash;
  }
}
