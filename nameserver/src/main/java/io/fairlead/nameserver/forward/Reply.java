package io.fairlead.nameserver.forward;

import io.fairlead.nameserver.message.RecordTypes;
import java.util.Arrays;

/**
 * What an upstream said: its message up to its OPT record, and where in it the TTLs lie. Names are
 * stepped over, pointers never followed, so reading takes as long as the message is.
 *
 * <p>The OPT record is for this server alone (RFC 6891 §6.1.1). It is the last record nearly
 * always; what comes after it in the additional section may be left out, and is.
 */
final class Reply {
  private static final int QUESTION_TAIL_BYTES = 4;
  private static final int RECORD_BYTES = 10;
  private static final int POINTER = 0xC0;
  private static final int LABEL_BYTES_MAX = 63;
  private static final int AUTHORITY = 1;
  private static final int ADDITIONAL = 2;
  private static final int TRUNCATED = 0x02;

  /** Two names of one byte and five numbers. */
  private static final int SOA_BYTES_MIN = 22;

  private final byte[] message;
  private final int type;
  private int at;
  private int[] ttlsAt = new int[8];
  private int ttlCount;
  private int additionalStart;
  private int additionals;
  private int extendedCode;
  private int soaTtlAt = -1;
  private int soaMinimumAt;
  private boolean answered;
  private boolean ended;

  private Reply(byte[] message, Question question) {
    this.message = message;
    this.type = question.type();
    this.at = Question.HEADER_BYTES + question.length();
  }

  /**
   * Reads a response to a question.
   *
   * @param message begins with header and question, as {@link Question#isAnsweredBy} says
   * @return null when its records cannot be read
   */
  static Reply read(byte[] message, Question question) {
    var reply = new Reply(message, question);
    return reply.isReadable() ? reply : null;
  }

  private boolean isReadable() {
    for (int section = 0; section <= ADDITIONAL; section++) {
      if (section == ADDITIONAL) {
        additionalStart = at;
      }
      int count = Wire.int16(message, 6 + 2 * section);
      for (int i = 0; i < count && !ended; i++) {
        if (!readRecord(section)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean readRecord(int section) {
    int start = at;
    if (!skipName() || message.length - at < RECORD_BYTES) {
      return false;
    }
    int recordType = Wire.int16(message, at);
    int ttlAt = at + QUESTION_TAIL_BYTES;
    int end = at + RECORD_BYTES + Wire.int16(message, at + 8);
    if (end > message.length) {
      return false;
    }
    if (recordType == RecordTypes.OPT) {
      extendedCode = message[ttlAt] & 0xff;
      at = start;
      ended = true;
      return section == ADDITIONAL;
    }
    if (section == 0) {
      answered |= recordType == type || type == RecordTypes.ANY;
    } else if (section == AUTHORITY && recordType == RecordTypes.SOA && soaTtlAt < 0) {
      if (end - at - RECORD_BYTES < SOA_BYTES_MIN) {
        return false;
      }
      soaTtlAt = ttlAt;
      soaMinimumAt = end - 4;
    } else if (section == ADDITIONAL) {
      additionals++;
    }
    remember(ttlAt);
    at = end;
    return true;
  }

  private void remember(int ttlAt) {
    if (ttlCount == ttlsAt.length) {
      ttlsAt = Arrays.copyOf(ttlsAt, 2 * ttlCount);
    }
    ttlsAt[ttlCount++] = ttlAt;
  }

  private boolean skipName() {
    while (at < message.length) {
      int next = message[at] & 0xff;
      if ((next & POINTER) == POINTER) {
        at += 2;
        return at <= message.length;
      }
      if (next > LABEL_BYTES_MAX) {
        return false;
      }
      at += next + 1;
      if (next == 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is more than fitted into a datagram. */
  static boolean isTruncated(byte[] message) {
    return (message[2] & TRUNCATED) != 0;
  }

  /** The response code with its upper half from the OPT record, 0 to 4095. */
  int code() {
    return extendedCode << 4 | (message[3] & 0xf);
  }

  /** Whether the answer section has the type that was asked for. */
  boolean isAnswered() {
    return answered;
  }

  /** Whether it tells how long nothing is there (RFC 2308 §5). */
  boolean hasSoa() {
    return soaTtlAt >= 0;
  }

  /** Where the TTL of the SOA record lies; -1 without one. */
  int soaTtlAt() {
    return soaTtlAt;
  }

  /** The last number of the SOA record, in seconds; only with one. */
  int soaMinimum() {
    return Wire.seconds(message, soaMinimumAt);
  }

  /** Where the TTLs lie, from the front; the caller's own. */
  int[] ttlsAt() {
    return Arrays.copyOf(ttlsAt, ttlCount);
  }

  /** Where the additional section begins: before it is what must not be left out silently. */
  int additionalStart() {
    return additionalStart;
  }

  /** The message without its OPT record and without anything after it; the caller's own. */
  byte[] body() {
    byte[] body = Arrays.copyOf(message, at);
    Wire.putInt16(body, 10, additionals);
    return body;
  }
}
