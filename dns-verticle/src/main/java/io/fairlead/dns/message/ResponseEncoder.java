package io.fairlead.dns.message;

import java.util.List;

/**
 * A {@link Query} and its {@link Answer} to bytes that fit. What does not fit is left out: silently
 * from the additional section, and from the others with the TC bit, which sends the asker to TCP
 * (RFC 2181 §9).
 */
public final class ResponseEncoder {
  private static final int RESPONSE_BIT = 0x8000;
  private static final int AUTHORITATIVE_BIT = 0x0400;
  private static final int TRUNCATED_BIT = 0x0200;
  private static final int RECURSION_DESIRED_BIT = 0x0100;
  private static final int DNSSEC_OK_BIT = 0x8000;
  private static final int FLAGS_AT = 2;
  private static final int COUNTS_AT = 4;
  private static final int OPT_BYTES = 11;

  private final int udpBytesMax;

  /**
   * @param udpBytesMax told to askers that use EDNS as what this server takes
   */
  public ResponseEncoder(int udpBytesMax) {
    this.udpBytesMax = udpBytesMax;
  }

  /**
   * Encodes.
   *
   * @param limit 512 to 65535 bytes
   */
  public byte[] encode(Query query, Answer answer, int limit) {
    int room = query.edns() == null ? limit : limit - OPT_BYTES;
    var writer = new MessageWriter(limit);
    writer.int16(query.id()).int16(0).int32(0).int32(0);
    if (query.question() != null) {
      var question = query.question();
      writer.name(question.name()).int16(question.type()).int16(question.dnsClass());
    }
    int answers = write(answer.answers(), writer, room);
    int authority = write(answer.authority(), writer, room);
    boolean truncated = answers < answer.answers().size() || authority < answer.authority().size();
    int additional = truncated ? 0 : write(answer.additional(), writer, room);
    if (query.edns() != null) {
      writeOpt(query.edns(), answer.code(), writer);
      additional++;
    }
    writer.int16At(FLAGS_AT, flags(query, answer, truncated));
    writer.int16At(COUNTS_AT, query.question() == null ? 0 : 1);
    writer.int16At(COUNTS_AT + 2, answers);
    writer.int16At(COUNTS_AT + 4, authority);
    writer.int16At(COUNTS_AT + 6, additional);
    return writer.toBytes();
  }

  /** Writes as many as fit; how many did. */
  private static int write(List<ResourceRecord> records, MessageWriter writer, int room) {
    int count = 0;
    for (var record : records) {
      int before = writer.position();
      write(record, writer);
      if (writer.position() > room) {
        writer.rewind(before);
        return count;
      }
      count++;
    }
    return count;
  }

  private static void write(ResourceRecord record, MessageWriter writer) {
    writer.name(record.owner()).int16(record.value().type()).int16(Question.IN);
    writer.int32(record.ttlSeconds());
    int lengthAt = writer.position();
    writer.int16(0);
    record.value().write(writer);
    if (!writer.overflows()) {
      writer.int16At(lengthAt, writer.position() - lengthAt - 2);
    }
  }

  private void writeOpt(Edns edns, ResponseCode code, MessageWriter writer) {
    writer.name(DnsName.ROOT).int16(RecordTypes.OPT).int16(udpBytesMax);
    writer.int8(code.high()).int8(0).int16(edns.dnssecOk() ? DNSSEC_OK_BIT : 0).int16(0);
  }

  private static int flags(Query query, Answer answer, boolean truncated) {
    return RESPONSE_BIT
        | query.opcode() << 11
        | (answer.authoritative() ? AUTHORITATIVE_BIT : 0)
        | (truncated ? TRUNCATED_BIT : 0)
        | (query.recursionDesired() ? RECURSION_DESIRED_BIT : 0)
        | answer.code().low();
  }
}
