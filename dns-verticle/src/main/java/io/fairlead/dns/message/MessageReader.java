package io.fairlead.dns.message;

/** Reads a message from its start; every method fails when the message ends too early. */
final class MessageReader {
  private static final int POINTER = 0xC0;

  private final byte[] message;
  private int at;

  MessageReader(byte[] message) {
    this.message = message;
  }

  int int8() throws FormatFailure {
    need(1);
    return message[at++] & 0xff;
  }

  int int16() throws FormatFailure {
    return int8() << 8 | int8();
  }

  void skip(int bytes) throws FormatFailure {
    need(bytes);
    at += bytes;
  }

  /** An uncompressed name: a question has nothing before it to point to. */
  DnsName plainName() throws FormatFailure {
    int start = at;
    int length = int8();
    while (length != 0) {
      if (length > DnsName.LABEL_BYTES_MAX) {
        throw new FormatFailure();
      }
      skip(length);
      length = int8();
    }
    if (at - start > DnsName.BYTES_MAX) {
      throw new FormatFailure();
    }
    byte[] wire = new byte[at - start];
    System.arraycopy(message, start, wire, 0, wire.length);
    return DnsName.ofWire(wire);
  }

  /** Skips a name, compressed or not; whether it was the root in its plain form. */
  boolean skipName() throws FormatFailure {
    int start = at;
    int length = int8();
    while (length != 0) {
      if ((length & POINTER) == POINTER) {
        skip(1);
        return false;
      }
      if (length > DnsName.LABEL_BYTES_MAX) {
        throw new FormatFailure();
      }
      skip(length);
      length = int8();
    }
    return at == start + 1;
  }

  private void need(int bytes) throws FormatFailure {
    if (message.length - at < bytes) {
      throw new FormatFailure();
    }
  }
}
