package io.fairlead.nameserver.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds messages byte by byte, right or wrong. */
final class Bytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static Bytes header(
      int id, int flags, int questions, int answers, int authority, int additional) {
    return new Bytes().int16(id, flags, questions, answers, authority, additional);
  }

  Bytes int8(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  Bytes int16(int... values) {
    for (int value : values) {
      out.write(value >> 8);
      out.write(value);
    }
    return this;
  }

  Bytes name(String dotted) {
    for (String label : dotted.split("\\.", -1)) {
      out.write(label.length());
      out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    out.write(0);
    return this;
  }

  Bytes question(String name, int type) {
    return name(name).int16(type, Query.IN);
  }

  /** An OPT record; the flags hold the DO bit. */
  Bytes opt(int udpBytes, int version, int flags) {
    return int8(0).int16(RecordTypes.OPT, udpBytes).int8(0, version).int16(flags, 0);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
