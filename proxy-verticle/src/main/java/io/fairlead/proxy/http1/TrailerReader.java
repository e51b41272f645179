package io.fairlead.proxy.http1;

import io.fairlead.proxy.relay.Fields;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.Locale;

/**
 * Reads what comes after the last chunk (RFC 9112 §7.1.2). Fields that frame, route or authenticate
 * a message have no business there and are dropped (RFC 9110 §6.5.1).
 */
final class TrailerReader {
  private final HeadLines lines;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream(0);

  TrailerReader(HeadLines lines) {
    this.lines = lines;
  }

  void begin() {
    held.reset();
  }

  /** The fields, once their end was read; null before. */
  Fields read(ByteBuf in) throws BodyDecoder.Malformed {
    if (held.size() == 0 && in.readableBytes() >= 2 && in.getShort(in.readerIndex()) == 0x0D0A) {
      in.skipBytes(2);
      return Fields.NONE;
    }
    return lines(in);
  }

  private Fields lines(ByteBuf in) throws BodyDecoder.Malformed {
    byte[] octets = lines.octets();
    int before = held.size();
    int more = Math.min(in.readableBytes(), octets.length - before);
    System.arraycopy(held.toByteArray(), 0, octets, 0, before);
    in.getBytes(in.readerIndex(), octets, before, more);
    int end = lines.scanTrailers(before + more);
    if (end == HeadLines.BROKEN || end == HeadLines.TOO_LARGE) {
      throw new BodyDecoder.Malformed("trailers: " + lines.defect());
    }
    if (end == HeadLines.INCOMPLETE) {
      if (before + more == octets.length) {
        throw new BodyDecoder.Malformed(
            "trailers of more than " + octets.length + " bytes (expected: fewer)");
      }
      held.write(octets, before, more);
      in.skipBytes(more);
      return null;
    }
    in.skipBytes(end - before);
    return fields();
  }

  private Fields fields() {
    var fields = new Fields();
    for (int i = 0; i < lines.count(); i++) {
      if (lines.kind(i) == FieldKind.OTHER && !isForbidden(name(i))) {
        fields.add(name(i), lines.value(i));
      }
    }
    return fields;
  }

  private String name(int field) {
    return lines.text(lines.nameStart(field), lines.nameEnd(field)).toLowerCase(Locale.ROOT);
  }

  static boolean isForbidden(String name) {
    return switch (name) {
      case "authorization",
          "cookie",
          "set-cookie",
          "cache-control",
          "content-encoding",
          "content-range",
          "max-forwards",
          "range" ->
          true;
      default -> false;
    };
  }
}
