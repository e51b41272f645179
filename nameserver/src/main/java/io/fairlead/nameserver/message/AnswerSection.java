package io.fairlead.nameserver.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The addresses and aliases that somebody else's response has in its answer section.
 *
 * @param code how the query ended; SERVFAIL for a response that cannot be read, and for codes that
 *     say no more than that
 * @param records in their order; those of other types are left out
 */
public record AnswerSection(ResponseCode code, List<ResourceRecord> records) {
  private static final int POINTER = 0xC0;
  private static final int POINTER_BITS = 0x3fff;
  private static final int RECORD_BYTES = 10;
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;
  private static final AnswerSection UNREADABLE =
      new AnswerSection(ResponseCode.SERVFAIL, List.of());

  public AnswerSection {
    records = List.copyOf(records);
  }

  /** Reads a response; total: there are no bytes that make it fail. */
  public static AnswerSection of(byte[] message) {
    if (message.length < Query.HEADER_BYTES) {
      return UNREADABLE;
    }
    var code = code(message[3] & 0xf);
    if (code == ResponseCode.SERVFAIL) {
      return UNREADABLE;
    }
    var reader = new Reader(message);
    List<ResourceRecord> records = new ArrayList<>();
    int questions = reader.int16At(4);
    for (int i = 0; i < questions; i++) {
      if (reader.name() == null || !reader.has(4)) {
        return UNREADABLE;
      }
      reader.at += 4;
    }
    int answers = reader.int16At(6);
    for (int i = 0; i < answers; i++) {
      if (!reader.record(records)) {
        return UNREADABLE;
      }
    }
    return new AnswerSection(code, records);
  }

  private static ResponseCode code(int number) {
    return number == ResponseCode.NOERROR.number()
        ? ResponseCode.NOERROR
        : number == ResponseCode.NXDOMAIN.number() ? ResponseCode.NXDOMAIN : ResponseCode.SERVFAIL;
  }

  private static final class Reader {
    private final byte[] message;
    private int at = Query.HEADER_BYTES;

    Reader(byte[] message) {
      this.message = message;
    }

    private boolean has(int bytes) {
      return message.length - at >= bytes;
    }

    private int int16At(int position) {
      return (message[position] & 0xff) << 8 | (message[position + 1] & 0xff);
    }

    /** Reads one and keeps it when it is of interest; false when it is none. */
    private boolean record(List<ResourceRecord> to) {
      var owner = name();
      if (owner == null || !has(RECORD_BYTES)) {
        return false;
      }
      int type = int16At(at);
      int ttl = Math.max(0, ByteBuffer.wrap(message).getInt(at + 4));
      int length = int16At(at + 8);
      at += RECORD_BYTES;
      if (!has(length)) {
        return false;
      }
      int end = at + length;
      var value = value(type, length);
      if (value != null) {
        to.add(new ResourceRecord(owner, ttl, value));
      }
      at = end;
      return true;
    }

    private RecordValue value(int type, int length) {
      var data = ByteBuffer.wrap(message, at, length);
      if (type == RecordTypes.A && length == IPV4_BYTES) {
        return new RecordValue.A(data.getInt());
      }
      if (type == RecordTypes.AAAA && length == IPV6_BYTES) {
        return new RecordValue.Aaaa(data.getLong(), data.getLong());
      }
      if (type == RecordTypes.CNAME) {
        var target = name();
        return target == null ? null : new RecordValue.Cname(target);
      }
      return null;
    }

    /** A name, its pointers followed as long as they lead back; null when it is none. */
    private DnsName name() {
      byte[] wire = new byte[DnsName.BYTES_MAX];
      int length = 0;
      int from = at;
      int least = at;
      boolean jumped = false;
      while (from < message.length) {
        int next = message[from] & 0xff;
        if ((next & POINTER) == POINTER) {
          if (from + 1 >= message.length) {
            return null;
          }
          at = jumped ? at : from + 2;
          jumped = true;
          from = int16At(from) & POINTER_BITS;
          if (from >= least) {
            return null;
          }
          least = from;
          continue;
        }
        if (next > DnsName.LABEL_BYTES_MAX
            || from + next + 1 > message.length
            || length + next + 1 > DnsName.BYTES_MAX) {
          return null;
        }
        System.arraycopy(message, from, wire, length, next + 1);
        length += next + 1;
        from += next + 1;
        if (next == 0) {
          at = jumped ? at : from;
          return DnsName.ofWire(Arrays.copyOf(wire, length));
        }
      }
      return null;
    }
  }
}
