package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Begins the fields by which a request is recognised on all its way, where the client has not: both
 * kinds of trace context name the same trace (W3C Trace Context §3.2; AWS X-Ray's Root is its id
 * with the first 32 bits, a time, set apart).
 */
final class TraceFields {
  private static final byte[] TRACEPARENT = "traceparent: 00-".getBytes(US_ASCII);
  private static final byte[] SAMPLED = "-01\r\n".getBytes(US_ASCII);
  private static final byte[] AMZN = "x-amzn-trace-id: Root=1-".getBytes(US_ASCII);
  private static final byte[] REQUEST_ID = "x-request-id: ".getBytes(US_ASCII);
  private static final byte[] ROOT = "root=1-".getBytes(US_ASCII);

  private static final int TRACE_DIGITS = 32;
  private static final int TIME_DIGITS = 8;
  private static final int TRACEPARENT_LENGTH = 55;

  private TraceFields() {}

  static void requestId(HeadWriter out) {
    var random = ThreadLocalRandom.current();
    out.bytes(REQUEST_ID).hex(random.nextLong()).hex(random.nextLong()).endLine();
  }

  /** Both, for a new trace. */
  static void begin(HeadWriter out, boolean traceparent, boolean amzn, long epochSeconds) {
    var random = ThreadLocalRandom.current();
    long high = (epochSeconds << 32) | (random.nextInt() & 0xFFFFFFFFL);
    // All zeros would be no trace at all.
    long low = random.nextLong() | 1;
    if (traceparent) {
      out.bytes(TRACEPARENT).hex(high).hex(low).octet('-').hex(random.nextLong() | 1);
      out.bytes(SAMPLED);
    }
    if (amzn) {
      amzn(out, high, low);
    }
  }

  private static void amzn(HeadWriter out, long high, long low) {
    int before = out.length();
    out.bytes(AMZN).hex(high).hex(low).endLine();
    out.insert(before + AMZN.length + TIME_DIGITS, '-');
  }

  /** X-Amzn-Trace-Id of the trace that a traceparent names; nothing when that is malformed. */
  static void amznOf(HeadWriter out, byte[] octets, int start, int end) {
    int id = start + 3;
    if (end - start < TRACEPARENT_LENGTH || !isHex(octets, id, id + TRACE_DIGITS)) {
      return;
    }
    out.bytes(AMZN).bytes(octets, id, id + TIME_DIGITS).octet('-');
    out.bytes(octets, id + TIME_DIGITS, id + TRACE_DIGITS).endLine();
  }

  /** A traceparent of the trace that an X-Amzn-Trace-Id names; a new trace when it is malformed. */
  static void traceparentOf(HeadWriter out, byte[] octets, int start, int end, long epochSeconds) {
    int time = rootOf(octets, start, end);
    int rest = time + TIME_DIGITS + 1;
    if (time < 0
        || rest + TRACE_DIGITS - TIME_DIGITS > end
        || !isHex(octets, time, time + TIME_DIGITS)
        || !isHex(octets, rest, rest + TRACE_DIGITS - TIME_DIGITS)) {
      begin(out, true, false, epochSeconds);
      return;
    }
    out.bytes(TRACEPARENT).bytes(octets, time, time + TIME_DIGITS);
    out.bytes(octets, rest, rest + TRACE_DIGITS - TIME_DIGITS).octet('-');
    out.hex(ThreadLocalRandom.current().nextLong() | 1).bytes(SAMPLED);
  }

  private static int rootOf(byte[] octets, int start, int end) {
    for (int i = start; i + ROOT.length <= end; i++) {
      if (Octets.equalsIgnoreCase(octets, i, i + ROOT.length, ROOT)) {
        return i + ROOT.length;
      }
    }
    return -1;
  }

  private static boolean isHex(byte[] octets, int start, int end) {
    for (int i = start; i < end; i++) {
      boolean digit = octets[i] >= '0' && octets[i] <= '9';
      if (!digit && (octets[i] < 'a' || octets[i] > 'f')) {
        return false;
      }
    }
    return true;
  }
}
