package io.fairlead.nameserver.message;

/**
 * The name in a {@link Query}, or one of its ends, where it lies. A view for looking things up: it
 * changes with the query, so it must not be kept.
 */
public final class QueryName implements Name {
  private byte[] wire = {0};
  private int start;
  private int end = 1;
  private int hash;

  QueryName() {}

  QueryName at(byte[] message, int from, int to, int hashCode) {
    wire = message;
    start = from;
    end = to;
    hash = hashCode;
    return this;
  }

  /** How many bytes it takes uncompressed, with the root. */
  public int length() {
    return end - start;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DnsName that
        ? that.isSame(wire, start, end - start, hash)
        : other == this;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return toName().toString();
  }

  /** A copy that may be kept. */
  public DnsName toName() {
    byte[] copy = new byte[end - start];
    System.arraycopy(wire, start, copy, 0, copy.length);
    return DnsName.ofWire(copy);
  }
}
