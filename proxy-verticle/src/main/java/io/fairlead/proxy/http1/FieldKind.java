package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The few fields that mean something to a proxy, as small numbers so that a head's lines need no
 * objects. All others are {@link #OTHER} and go on as they are.
 */
final class FieldKind {
  static final byte OTHER = 0;
  static final byte HOST = 1;
  static final byte CONTENT_LENGTH = 2;
  static final byte TRANSFER_ENCODING = 3;
  static final byte CONNECTION = 4;

  /** For one connection only (RFC 9110 §7.6.1) and of no interest here. */
  static final byte HOP_BY_HOP = 5;

  static final byte UPGRADE = 6;
  static final byte TE = 7;
  static final byte TRAILER = 8;
  static final byte EXPECT = 9;
  static final byte KEEP_ALIVE = 10;

  /** Words of sidecars to one another, which nobody else may say. */
  static final byte MESH = 11;

  static final byte X_FORWARDED_FOR = 12;
  static final byte X_FORWARDED_PROTO = 13;
  static final byte X_FORWARDED_HOST = 14;
  static final byte FORWARDED = 15;
  static final byte X_REQUEST_ID = 16;
  static final byte TRACEPARENT = 17;
  static final byte X_AMZN_TRACE_ID = 18;
  static final byte CONTENT_TYPE = 19;

  /** Every name that is looked at here begins so. */
  private static final byte[] MESH_PREFIX = word("x-fairlead-");

  private static final byte[][][] NAMES = new byte[28][][];
  private static final byte[][] KINDS = new byte[28][];

  static {
    add("host", HOST);
    add("content-length", CONTENT_LENGTH);
    add("transfer-encoding", TRANSFER_ENCODING);
    add("connection", CONNECTION);
    add("proxy-connection", HOP_BY_HOP);
    add("proxy-authenticate", HOP_BY_HOP);
    add("proxy-authorization", HOP_BY_HOP);
    add("http2-settings", HOP_BY_HOP);
    add("upgrade", UPGRADE);
    add("te", TE);
    add("trailer", TRAILER);
    add("expect", EXPECT);
    add("keep-alive", KEEP_ALIVE);
    add("x-forwarded-client-cert", MESH);
    add("x-forwarded-for", X_FORWARDED_FOR);
    add("x-forwarded-proto", X_FORWARDED_PROTO);
    add("x-forwarded-host", X_FORWARDED_HOST);
    add("forwarded", FORWARDED);
    add("x-request-id", X_REQUEST_ID);
    add("traceparent", TRACEPARENT);
    add("x-amzn-trace-id", X_AMZN_TRACE_ID);
    add("content-type", CONTENT_TYPE);
  }

  private FieldKind() {}

  private static byte[] word(String name) {
    return name.getBytes(US_ASCII);
  }

  private static void add(String name, byte kind) {
    int length = name.length();
    int held = NAMES[length] == null ? 0 : NAMES[length].length;
    var names = new byte[held + 1][];
    var kinds = new byte[held + 1];
    for (int i = 0; i < held; i++) {
      names[i] = NAMES[length][i];
      kinds[i] = KINDS[length][i];
    }
    names[held] = word(name);
    kinds[held] = kind;
    NAMES[length] = names;
    KINDS[length] = kinds;
  }

  /** Of the name between these indices. */
  static byte of(byte[] octets, int from, int to) {
    int length = to - from;
    if (length < NAMES.length && NAMES[length] != null) {
      var names = NAMES[length];
      for (int i = 0; i < names.length; i++) {
        if (Octets.lower(octets[from]) == names[i][0]
            && Octets.equalsIgnoreCase(octets, from, to, names[i])) {
          return KINDS[length][i];
        }
      }
    }
    return isMesh(octets, from, to) ? MESH : OTHER;
  }

  private static boolean isMesh(byte[] octets, int from, int to) {
    return to - from >= MESH_PREFIX.length
        && Octets.lower(octets[from]) == 'x'
        && Octets.equalsIgnoreCase(octets, from, from + MESH_PREFIX.length, MESH_PREFIX);
  }
}
