package io.fairlead.dns.message;

import java.util.Optional;

/** Bytes to {@link Query}; total: there are no bytes that make it fail. */
public final class QueryDecoder {
  private static final int HEADER_BYTES = 12;
  private static final int RESPONSE_BIT = 0x8000;
  private static final int RECURSION_DESIRED_BIT = 0x0100;
  private static final int DNSSEC_OK_BIT = 0x8000;

  private QueryDecoder() {}

  /**
   * Reads a message.
   *
   * @return empty when it deserves no response: it is too short to be anything, or is a response
   *     itself (answering that is how two servers talk forever)
   */
  public static Optional<Query> decode(byte[] message) {
    if (message.length < HEADER_BYTES) {
      return Optional.empty();
    }
    var reader = new MessageReader(message);
    try {
      int id = reader.int16();
      int flags = reader.int16();
      return (flags & RESPONSE_BIT) != 0 ? Optional.empty() : Optional.of(read(id, flags, reader));
    } catch (FormatFailure e) {
      throw new IllegalStateException("a header was there", e);
    }
  }

  private static Query read(int id, int flags, MessageReader reader) throws FormatFailure {
    int opcode = flags >> 11 & 0xf;
    boolean recursionDesired = (flags & RECURSION_DESIRED_BIT) != 0;
    int questions = reader.int16();
    int others = reader.int16() + reader.int16();
    int additional = reader.int16();
    if (opcode != 0) {
      return new Query(id, opcode, recursionDesired, null, null, ResponseCode.NOTIMP);
    }
    Question question = null;
    try {
      if (questions != 1) {
        throw new FormatFailure();
      }
      question = new Question(reader.plainName(), reader.int16(), reader.int16());
      var edns = readEdns(reader, others, additional);
      var rejection = edns != null && edns.version() != 0 ? ResponseCode.BADVERS : null;
      return new Query(id, opcode, recursionDesired, question, edns, rejection);
    } catch (FormatFailure e) {
      return new Query(id, opcode, recursionDesired, question, null, ResponseCode.FORMERR);
    }
  }

  /** Walks over all records, of which only one OPT means something. */
  private static Edns readEdns(MessageReader reader, int others, int additional)
      throws FormatFailure {
    Edns edns = null;
    for (int i = 0; i < others + additional; i++) {
      boolean root = reader.skipName();
      int type = reader.int16();
      int udpBytes = reader.int16();
      reader.skip(1);
      int version = reader.int8();
      int flags = reader.int16();
      reader.skip(reader.int16());
      if (type == RecordTypes.OPT) {
        // RFC 6891 §6.1.1: one, in the additional section, owned by the root.
        if (edns != null || !root || i < others) {
          throw new FormatFailure();
        }
        edns = new Edns(udpBytes, version, (flags & DNSSEC_OK_BIT) != 0);
      }
    }
    return edns;
  }
}
