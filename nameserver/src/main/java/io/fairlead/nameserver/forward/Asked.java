package io.fairlead.nameserver.forward;

import io.fairlead.nameserver.message.Query;
import io.fairlead.nameserver.message.RecordTypes;
import java.util.Arrays;

/**
 * What of a query is needed to answer it later: its id, its question letter by letter, its flags
 * and the size of what the asker takes. Immutable.
 */
final class Asked {
  private static final int RESPONSE = 0x8000;
  private static final int TRUNCATED = 0x0200;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int RECURSION_AVAILABLE = 0x0080;
  private static final int AUTHENTIC = 0x0020;
  private static final int CHECKING_DISABLED = 0x0010;
  private static final int DNSSEC_OK = 0x8000;
  private static final int CODE = 0xf;
  private static final int OPT_BYTES = 11;

  private final Question question;

  /** Header and question as they came. */
  private final byte[] head;

  private final boolean edns;
  private final boolean dnssecOk;
  private final int limit;
  private final int udpBytesMax;

  /**
   * @param query sound; not kept
   * @param limit the longest response, 512 to 65535 bytes
   * @param udpBytesMax told to askers that use EDNS as what this server takes
   */
  Asked(Query query, int limit, int udpBytesMax) {
    this.head = Arrays.copyOf(query.bytes(), query.questionEnd());
    this.edns = query.hasEdns();
    this.dnssecOk = query.isDnssecOk();
    this.question = new Question(head, head.length, dnssecOk, query.isCheckingDisabled());
    this.limit = limit;
    this.udpBytesMax = udpBytesMax;
  }

  Question question() {
    return question;
  }

  /**
   * A response without any record.
   *
   * @param flags the code, and the TC bit
   */
  byte[] bare(int flags) {
    byte[] response = Arrays.copyOf(head, head.length + optBytes());
    Wire.putInt16(response, 6, 0);
    Wire.putInt16(response, 8, 0);
    end(response, flags, 0);
    return response;
  }

  /**
   * The response with what an upstream said: without its additional section when it is too long,
   * without any record, but with the TC bit, when that is not enough.
   *
   * @param body for this question, without OPT record; not changed
   * @param additionalStart where its additional section begins
   */
  byte[] response(byte[] body, int additionalStart) {
    int room = limit - optBytes();
    int length = body.length <= room ? body.length : additionalStart;
    int flags = Wire.int16(body, 2) & (AUTHENTIC | CODE);
    if (length > room) {
      return bare(TRUNCATED | (flags & CODE));
    }
    byte[] response = new byte[length + optBytes()];
    System.arraycopy(head, 0, response, 0, head.length);
    System.arraycopy(body, head.length, response, head.length, length - head.length);
    System.arraycopy(body, 6, response, 6, 4);
    int additionals = length == body.length ? Wire.int16(body, 10) : 0;
    end(response, flags, additionals);
    return response;
  }

  /** Where in a response of this asker the records of others end. */
  int recordsEnd(byte[] response) {
    return response.length - optBytes();
  }

  private int optBytes() {
    return edns ? OPT_BYTES : 0;
  }

  private void end(byte[] response, int flags, int additionals) {
    int asked = Wire.int16(head, 2);
    boolean wantsAuthentic = dnssecOk || (asked & AUTHENTIC) != 0;
    int ours = RESPONSE | RECURSION_AVAILABLE | (asked & (RECURSION_DESIRED | CHECKING_DISABLED));
    Wire.putInt16(response, 2, ours | (wantsAuthentic ? flags : flags & ~AUTHENTIC));
    Wire.putInt16(response, 10, additionals + (edns ? 1 : 0));
    if (edns) {
      int opt = recordsEnd(response);
      Wire.putInt16(response, opt + 1, RecordTypes.OPT);
      Wire.putInt16(response, opt + 3, udpBytesMax);
      Wire.putInt16(response, opt + 7, dnssecOk ? DNSSEC_OK : 0);
    }
  }
}
