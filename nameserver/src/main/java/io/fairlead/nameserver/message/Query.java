package io.fairlead.nameserver.message;

/**
 * A query where it was received, read as far as it could be. One per event loop, for one message
 * after the other, so that reading allocates nothing.
 *
 * <p>Reading is total: there are no bytes that make it fail.
 */
public final class Query {
  /** The Internet: the class of everything that is ever answered. */
  public static final int IN = 1;

  static final int HEADER_BYTES = 12;

  private static final int PLAIN_UDP_BYTES = 512;
  private static final int RESPONSE_BIT = 0x8000;
  private static final int RECURSION_DESIRED_BIT = 0x0100;
  private static final int CHECKING_DISABLED_BIT = 0x0010;
  private static final int DNSSEC_OK_BIT = 0x8000;
  private static final int POINTER = 0xC0;
  private static final int LABELS_MAX = 128;
  private static final int QUESTION_TAIL_BYTES = 4;

  private final int[] labelAt = new int[LABELS_MAX];
  private final int[] labelHash = new int[LABELS_MAX];
  private final QueryName name = new QueryName();

  private byte[] message = new byte[0];
  private int length;
  private int at;

  private int flags;
  private int labels;
  private int questionEnd;
  private int type;
  private int dnsClass;
  private boolean edns;
  private int ednsBytes;
  private int ednsVersion;
  private boolean dnssecOk;
  private ResponseCode rejection;

  /**
   * Encodes a query of class IN with recursion desired, to be read again.
   *
   * @param checkingDisabled see {@link #isCheckingDisabled}
   */
  public static byte[] message(int id, boolean checkingDisabled, DnsName name, int type) {
    byte[] message = new byte[HEADER_BYTES + name.length() + QUESTION_TAIL_BYTES];
    var writer = new MessageWriter(message);
    writer.begin(0, message.length);
    writer.int16(id).int16(RECURSION_DESIRED_BIT | (checkingDisabled ? CHECKING_DISABLED_BIT : 0));
    writer.int16(1).int16(0).int32(0).plainName(name).int16(type).int16(IN);
    return message;
  }

  /**
   * Reads a message, which must stay as it is for as long as this query is used.
   *
   * @param bytes holds the message at its beginning
   * @return false when it deserves no response: it is too short to be anything, or is a response
   *     itself (answering that is how two servers talk forever)
   */
  public boolean read(byte[] bytes, int count) {
    message = bytes;
    length = count;
    labels = 0;
    questionEnd = 0;
    type = 0;
    edns = false;
    dnssecOk = false;
    rejection = null;
    if (count < HEADER_BYTES) {
      return false;
    }
    flags = int16(2);
    if ((flags & RESPONSE_BIT) != 0) {
      return false;
    }
    boolean sound = readSections();
    // An unsound message has an OPT record, or only seems to.
    edns &= sound;
    if (opcode() != 0) {
      rejection = ResponseCode.NOTIMP;
    } else if (!sound || !hasQuestion()) {
      rejection = ResponseCode.FORMERR;
    } else if (edns && ednsVersion != 0) {
      rejection = ResponseCode.BADVERS;
    }
    return true;
  }

  /**
   * Reads everything there is, also of what will be rejected: whoever sends an OPT record gets one
   * (RFC 6891 §6.1.1). No question is sound, but no query; more than one never are (RFC 9619).
   */
  private boolean readSections() {
    int questions = int16(4);
    at = HEADER_BYTES;
    return questions <= 1 && (questions == 0 || readQuestion()) && readRecords();
  }

  private boolean readQuestion() {
    int next;
    do {
      if (at >= length || labels == LABELS_MAX) {
        return false;
      }
      next = message[at] & 0xff;
      // A pointer, too: a question has nothing before it to point to.
      if (next > DnsName.LABEL_BYTES_MAX) {
        return false;
      }
      labelAt[labels++] = at;
      at += next + 1;
    } while (next != 0);
    if (at - HEADER_BYTES > DnsName.BYTES_MAX || at + QUESTION_TAIL_BYTES > length) {
      labels = 0;
      return false;
    }
    type = int16(at);
    dnsClass = int16(at + 2);
    at += QUESTION_TAIL_BYTES;
    questionEnd = at;
    hashLabels();
    return true;
  }

  private void hashLabels() {
    int hash = 1;
    int i = questionEnd - QUESTION_TAIL_BYTES - 1;
    for (int label = labels - 1; label >= 0; label--) {
      for (; i >= labelAt[label]; i--) {
        hash = Name.hash(hash, message[i]);
      }
      labelHash[label] = hash;
    }
  }

  /** Walks over all records, of which only one OPT means something (RFC 6891 §6.1.1). */
  private boolean readRecords() {
    int others = int16(6) + int16(8);
    int all = others + int16(10);
    for (int i = 0; i < all; i++) {
      int start = at;
      if (!skipName()) {
        return false;
      }
      boolean root = at == start + 1;
      if (length - at < 10) {
        return false;
      }
      if (int16(at) == RecordTypes.OPT) {
        if (edns || !root || i < others) {
          return false;
        }
        edns = true;
        ednsBytes = int16(at + 2);
        ednsVersion = message[at + 5] & 0xff;
        dnssecOk = (int16(at + 6) & DNSSEC_OK_BIT) != 0;
      }
      int end = at + 10 + int16(at + 8);
      if (end > length) {
        return false;
      }
      at = end;
    }
    return true;
  }

  /** Steps over a name, compressed or not; pointers are not followed. */
  private boolean skipName() {
    while (at < length) {
      int next = message[at] & 0xff;
      if ((next & POINTER) == POINTER) {
        at += 2;
        return at <= length;
      }
      at += next + 1;
      if (next == 0) {
        return true;
      }
      if (next > DnsName.LABEL_BYTES_MAX) {
        return false;
      }
    }
    return false;
  }

  private int int16(int position) {
    return (message[position] & 0xff) << 8 | (message[position + 1] & 0xff);
  }

  /** Copied into the response. */
  public int id() {
    return int16(0);
  }

  /** 0 is QUERY. */
  int opcode() {
    return flags >> 11 & 0xf;
  }

  /** Copied into the response; asks for names that are not served here to be forwarded. */
  public boolean isRecursionDesired() {
    return (flags & RECURSION_DESIRED_BIT) != 0;
  }

  /** Whether the asker validates itself (RFC 4035 §3.2.2); only a forwarder cares. */
  public boolean isCheckingDisabled() {
    return (flags & CHECKING_DISABLED_BIT) != 0;
  }

  /** Null for a query that can be resolved; otherwise the code of the response it gets. */
  public ResponseCode rejection() {
    return rejection;
  }

  /** Whether a question could be read; without it there is no name and no type. */
  public boolean hasQuestion() {
    return questionEnd != 0;
  }

  /** See {@link RecordTypes}; any number from 0 to 65535. */
  public int type() {
    return type;
  }

  /** {@link #IN} for everything that is ever answered. */
  public int dnsClass() {
    return dnsClass;
  }

  /** How many labels the name has, not counting the root. */
  public int labels() {
    return labels - 1;
  }

  /**
   * The name, in the letters of the asker, or one of its ends.
   *
   * @param skipped labels left out at its front, 0 to {@link #labels}
   * @return the same view each time
   */
  public QueryName name(int skipped) {
    return name.at(
        message, labelAt[skipped], questionEnd - QUESTION_TAIL_BYTES, labelHash[skipped]);
  }

  /** Whether this is the name in the question. */
  public boolean isAbout(DnsName other) {
    int end = questionEnd - QUESTION_TAIL_BYTES;
    return other.isSame(message, HEADER_BYTES, end - HEADER_BYTES, labelHash[0]);
  }

  /** Whether there is an OPT record, so that the response gets one. */
  public boolean hasEdns() {
    return edns;
  }

  /** Copied into the response (RFC 3225 §3). */
  public boolean isDnssecOk() {
    return dnssecOk;
  }

  /**
   * The longest response by UDP: 512 bytes without EDNS, else what the asker takes, within bounds.
   *
   * @param most what this server sends at most
   */
  public int udpBytes(int most) {
    return edns ? Math.max(PLAIN_UDP_BYTES, Math.min(ednsBytes, most)) : PLAIN_UDP_BYTES;
  }

  /** The message, of {@link #length} bytes, as it was received; not to be changed. */
  public byte[] bytes() {
    return message;
  }

  /** How long the message is. */
  public int length() {
    return length;
  }

  /** Where the question ends: everything before it is header and question. */
  public int questionEnd() {
    return questionEnd;
  }
}
