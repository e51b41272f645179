package io.fairlead.benchmarks.dns;

import io.fairlead.benchmarks.process.ServerFailure;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;

/**
 * The response to an A question (RFC 1035, 4.1).
 *
 * @param id that of its question
 * @param addresses IPv4, as text; empty when there is no such name
 */
record AddressResponse(int id, Set<String> addresses) {
  private static final int ID_BITS = 0xFFFF;
  private static final int RESPONSE = 0x8000;
  private static final int CUT = 0x0200;
  private static final int CODE = 0xF;
  private static final int NO_SUCH_NAME = 3;
  private static final int POINTER = 0xC0;
  private static final int OCTET = 0xFF;
  private static final int TYPE_A = 1;
  private static final int CLASS_IN = 1;
  private static final int TYPE_AND_CLASS_BYTES = 4;
  private static final int TTL_BYTES = 4;
  private static final int ADDRESS_BYTES = 4;

  AddressResponse {
    addresses = Set.copyOf(addresses);
  }

  /**
   * Fails with a {@link ServerFailure} for whatever does not say which addresses there are: an
   * error other than that the name is unknown, a response that was cut, anything broken. An address
   * that is missing in one of those is not gone.
   */
  static AddressResponse decode(ByteBuffer message) {
    try {
      int id = message.getShort() & ID_BITS;
      int flags = message.getShort();
      int code = flags & CODE;
      if ((flags & RESPONSE) == 0 || (flags & CUT) != 0 || (code != 0 && code != NO_SUCH_NAME)) {
        throw new ServerFailure(
            "DNS sent a message with the flags %04x (expected: a whole response without an error)"
                .formatted(flags & ID_BITS));
      }
      int questions = message.getShort() & ID_BITS;
      int answers = message.getShort() & ID_BITS;
      skip(message, Integer.BYTES);
      for (int i = 0; i < questions; i++) {
        skipName(message);
        skip(message, TYPE_AND_CLASS_BYTES);
      }
      var addresses = new TreeSet<String>();
      for (int i = 0; i < answers; i++) {
        readRecord(message, addresses);
      }
      return new AddressResponse(id, addresses);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new ServerFailure(
          "DNS sent %d bytes that end in the middle of a response".formatted(message.limit()));
    }
  }

  private static void readRecord(ByteBuffer message, Set<String> addresses) {
    skipName(message);
    int type = message.getShort();
    int ofClass = message.getShort();
    skip(message, TTL_BYTES);
    int length = message.getShort() & ID_BITS;
    if (type == TYPE_A && ofClass == CLASS_IN && length == ADDRESS_BYTES) {
      addresses.add(
          "%d.%d.%d.%d".formatted(octet(message), octet(message), octet(message), octet(message)));
    } else {
      skip(message, length);
    }
  }

  /** Labels up to the root or to a pointer, which is a name's end (RFC 1035, 4.1.4). */
  private static void skipName(ByteBuffer message) {
    int length = octet(message);
    while (length > 0 && length < POINTER) {
      skip(message, length);
      length = octet(message);
    }
    if (length >= POINTER) {
      skip(message, 1);
    }
  }

  private static int octet(ByteBuffer message) {
    return message.get() & OCTET;
  }

  /** Fails with an {@link IllegalArgumentException} beyond the end. */
  private static void skip(ByteBuffer message, int bytes) {
    message.position(message.position() + bytes);
  }
}
