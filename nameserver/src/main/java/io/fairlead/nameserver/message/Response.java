package io.fairlead.nameserver.message;

import java.util.List;

/**
 * The response to a {@link Query}, written section by section in the order of the message: answers,
 * authority, additional. What does not fit is left out: silently from the additional section, and
 * from the others with the TC bit, which sends the asker to TCP (RFC 2181 §9). One per event loop,
 * for one response after the other; what it holds is overwritten by the next.
 */
public final class Response {
  /** The longest message that there is. */
  public static final int BYTES_MAX = 65_535;

  private static final int RESPONSE_BIT = 0x8000;
  private static final int AUTHORITATIVE_BIT = 0x0400;
  private static final int TRUNCATED_BIT = 0x0200;
  private static final int RECURSION_DESIRED_BIT = 0x0100;
  private static final int RECURSION_AVAILABLE_BIT = 0x0080;
  private static final int DNSSEC_OK_BIT = 0x8000;
  private static final int OPT_BYTES = 11;

  private final byte[] bytes = new byte[BYTES_MAX];
  private final MessageWriter writer = new MessageWriter(bytes);
  private final int udpBytesMax;

  private Query query;
  private int limit;
  private ResponseCode code;
  private boolean authoritative;
  private boolean recursionAvailable;
  private boolean truncated;
  private boolean namesKnown;
  private List<ResourceRecord> openAliases = List.of();
  private int answers;
  private int authorities;
  private int additionals;

  /**
   * @param udpBytesMax told to askers that use EDNS as what this server takes, in bytes
   */
  public Response(int udpBytesMax) {
    this.udpBytesMax = udpBytesMax;
  }

  /**
   * Begins the response to a query; says {@code NOERROR} until told otherwise.
   *
   * @param most 512 to 65535 bytes
   */
  public void begin(Query asked, int most) {
    query = asked;
    limit = most;
    code = ResponseCode.NOERROR;
    authoritative = false;
    recursionAvailable = false;
    openAliases = List.of();
    restart();
  }

  private void restart() {
    truncated = false;
    namesKnown = false;
    answers = 0;
    authorities = 0;
    additionals = 0;
    int start = Query.HEADER_BYTES;
    writer.begin(start, query.hasEdns() ? limit - OPT_BYTES : limit);
    if (query.hasQuestion()) {
      writer.raw(query.bytes(), start, query.questionEnd() - start);
    }
  }

  /** Forgets all records and says no more than a code. */
  public void reject(ResponseCode with) {
    authoritative = false;
    code = with;
    restart();
  }

  /** Forgets all records and sends the asker to TCP. */
  public void truncate() {
    restart();
    truncated = true;
  }

  /** How the query ended. */
  public Response code(ResponseCode ended) {
    code = ended;
    return this;
  }

  /** That this comes from a zone that is served here. */
  public Response authoritative() {
    authoritative = true;
    return this;
  }

  /** That names of elsewhere would be asked for, for this asker. */
  public Response recursionAvailable() {
    recursionAvailable = true;
    return this;
  }

  /**
   * That the answer ends with aliases whose last target is answered for elsewhere.
   *
   * @param aliases from the name in the question on, already among the answers
   */
  public void leadsElsewhere(List<ResourceRecord> aliases) {
    openAliases = List.copyOf(aliases);
  }

  /** The aliases of an answer that has to be completed elsewhere; empty for all others. */
  public List<ResourceRecord> openAliases() {
    return openAliases;
  }

  /** How the query ended, as told so far. */
  public ResponseCode code() {
    return code;
  }

  /** Whether an answer had to be cut. */
  public boolean isTruncated() {
    return truncated;
  }

  /** Adds an answer that was encoded for exactly the name in the question. */
  public void answer(EncodedRecord record) {
    if (added(record, 0)) {
      answers++;
    }
  }

  /** Adds an answer about any name. */
  public void answer(ResourceRecord record) {
    if (added(record)) {
      answers++;
    }
  }

  /**
   * Adds a record to the authority section.
   *
   * @param zoneBytes the length of the name that it was encoded for, an end of that in the question
   */
  public void authority(EncodedRecord record, int zoneBytes) {
    int nameBytes = query.questionEnd() - Query.HEADER_BYTES - 4;
    if (added(record, nameBytes - zoneBytes)) {
      authorities++;
    }
  }

  /** Adds a record about any name to the authority section. */
  public void authority(ResourceRecord record) {
    if (added(record)) {
      authorities++;
    }
  }

  /** Adds what may be left out, encoded for exactly the name in the question. */
  public void additional(EncodedRecord record) {
    boolean before = truncated;
    if (!before && added(record, 0)) {
      additionals++;
    }
    truncated = before;
  }

  /** Adds what may be left out. */
  public void additional(List<ResourceRecord> records) {
    boolean before = truncated;
    for (var record : records) {
      if (!truncated && added(record)) {
        additionals++;
      }
    }
    truncated = before;
  }

  private boolean added(EncodedRecord record, int shift) {
    if (truncated) {
      return false;
    }
    int before = writer.position();
    writer.encoded(record, shift);
    return fits(before);
  }

  private boolean added(ResourceRecord record) {
    if (truncated) {
      return false;
    }
    if (!namesKnown) {
      namesKnown = true;
      writer.remember(query.name(0).toName(), Query.HEADER_BYTES);
    }
    int before = writer.position();
    writer.record(record);
    return fits(before);
  }

  private boolean fits(int before) {
    truncated = writer.overflows();
    if (truncated) {
      writer.rewind(before);
    }
    return !truncated;
  }

  /** Ends the response; its length in {@link #bytes}. */
  public int end() {
    int length = writer.position();
    if (query.hasEdns()) {
      length = writeOpt(length);
    }
    writer.int16At(0, query.id());
    writer.int16At(2, flags());
    writer.int16At(4, query.hasQuestion() ? 1 : 0);
    writer.int16At(6, answers);
    writer.int16At(8, authorities);
    writer.int16At(10, additionals + (query.hasEdns() ? 1 : 0));
    return length;
  }

  private int writeOpt(int position) {
    bytes[position] = 0;
    writer.int16At(position + 1, RecordTypes.OPT);
    writer.int16At(position + 3, udpBytesMax);
    writer.int16At(position + 5, code.high() << 8);
    writer.int16At(position + 7, query.isDnssecOk() ? DNSSEC_OK_BIT : 0);
    writer.int16At(position + 9, 0);
    return position + OPT_BYTES;
  }

  private int flags() {
    return RESPONSE_BIT
        | query.opcode() << 11
        | (authoritative ? AUTHORITATIVE_BIT : 0)
        | (truncated ? TRUNCATED_BIT : 0)
        | (query.isRecursionDesired() ? RECURSION_DESIRED_BIT : 0)
        | (recursionAvailable ? RECURSION_AVAILABLE_BIT : 0)
        | code.low();
  }

  /** Where it was written, from the beginning; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }
}
