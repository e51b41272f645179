package io.fairlead.nameserver.forward;

import io.fairlead.nameserver.message.RecordTypes;
import java.util.Arrays;

/**
 * What is asked of upstreams, and the key under which the answer is kept: name, type and class as
 * in a message, the name in small letters, and the two flags that change an answer.
 *
 * <p>Immutable.
 */
final class Question {
  /** Before it in every message. */
  static final int HEADER_BYTES = 12;

  private static final int QUERY_FLAGS = 0x0100 | 0x0020;
  private static final int CHECKING_DISABLED = 0x0010;
  private static final int DNSSEC_OK = 0x8000;
  private static final int RESPONSE_AND_OPCODE = 0xf8;
  private static final int RESPONSE_TO_QUERY = 0x80;
  private static final int OPT_BYTES = 11;

  /** What passes every path unfragmented (DNS flag day 2020). */
  private static final int UDP_BYTES = 1232;

  private final byte[] bytes;
  private final boolean dnssecOk;
  private final boolean checkingDisabled;
  private final int hash;

  /**
   * @param message holds the question from byte 12 on
   * @param end where it ends
   */
  Question(byte[] message, int end, boolean dnssecOk, boolean checkingDisabled) {
    this.bytes = Arrays.copyOfRange(message, HEADER_BYTES, end);
    this.dnssecOk = dnssecOk;
    this.checkingDisabled = checkingDisabled;
    for (int i = 0; i < nameBytes(); i++) {
      bytes[i] = lower(bytes[i]);
    }
    hash = Arrays.hashCode(bytes) * 4 + (dnssecOk ? 2 : 0) + (checkingDisabled ? 1 : 0);
  }

  private static byte lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? (byte) (octet + ('a' - 'A')) : octet;
  }

  private int nameBytes() {
    return bytes.length - 4;
  }

  int length() {
    return bytes.length;
  }

  int type() {
    return Wire.int16(bytes, nameBytes());
  }

  /**
   * The query for it: recursion desired, whether data is authentic (RFC 6840 §5.7), and EDNS.
   *
   * @param id 0 to 65535, not to be guessed
   */
  byte[] query(int id) {
    byte[] query = new byte[HEADER_BYTES + bytes.length + OPT_BYTES];
    Wire.putInt16(query, 0, id);
    Wire.putInt16(query, 2, QUERY_FLAGS | (checkingDisabled ? CHECKING_DISABLED : 0));
    Wire.putInt16(query, 4, 1);
    Wire.putInt16(query, 10, 1);
    System.arraycopy(bytes, 0, query, HEADER_BYTES, bytes.length);
    int opt = HEADER_BYTES + bytes.length;
    Wire.putInt16(query, opt + 1, RecordTypes.OPT);
    Wire.putInt16(query, opt + 3, UDP_BYTES);
    Wire.putInt16(query, opt + 7, dnssecOk ? DNSSEC_OK : 0);
    return query;
  }

  /** Whether a message is a response to {@link #query}: by its id and its question. */
  boolean isAnsweredBy(byte[] message, int id) {
    return message.length >= HEADER_BYTES + bytes.length
        && Wire.int16(message, 0) == id
        && (message[2] & RESPONSE_AND_OPCODE) == RESPONSE_TO_QUERY
        && Wire.int16(message, 4) == 1
        && isAt(message);
  }

  private boolean isAt(byte[] message) {
    for (int i = 0; i < bytes.length; i++) {
      byte octet = message[HEADER_BYTES + i];
      if (bytes[i] != (i < nameBytes() ? lower(octet) : octet)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Question that
        && hash == that.hash
        && dnssecOk == that.dnssecOk
        && checkingDisabled == that.checkingDisabled
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
