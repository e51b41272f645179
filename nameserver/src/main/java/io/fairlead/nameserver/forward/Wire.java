package io.fairlead.nameserver.forward;

/** Numbers in messages: unsigned, the highest byte first (RFC 1035 §2.3.2). */
final class Wire {
  private Wire() {}

  static int int16(byte[] message, int at) {
    return (message[at] & 0xff) << 8 | (message[at + 1] & 0xff);
  }

  static void putInt16(byte[] message, int at, int value) {
    message[at] = (byte) (value >> 8);
    message[at + 1] = (byte) value;
  }

  /** One with the highest bit set counts as 0, as TTLs do (RFC 2181 §8). */
  static int seconds(byte[] message, int at) {
    return Math.max(0, int16(message, at) << 16 | int16(message, at + 2));
  }

  static void putInt32(byte[] message, int at, int value) {
    putInt16(message, at, value >> 16);
    putInt16(message, at + 2, value);
  }
}
