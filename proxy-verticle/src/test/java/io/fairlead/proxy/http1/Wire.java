package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.ForwardedStyle;
import io.fairlead.proxy.relay.HeaderPolicy;
import io.fairlead.proxy.relay.RelayLimits;
import io.fairlead.proxy.relay.UnderscorePolicy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads requests with the codec alone, as {@link Http1Front} does, but without any connection. */
final class Wire {
  static final int HEAD_MAX = 32768;
  static final int LINE_MAX = 16384;
  static final int FIELDS_MAX = 128;
  static final int EXTENSIONS_MAX = 4096;

  private static final HeaderPolicy POLICY =
      new HeaderPolicy(false, false, false, ForwardedStyle.NONE, UnderscorePolicy.FORWARD, true);

  /** A request, or why there is none: then everything but the defect may be missing. */
  record Read(
      String method,
      String target,
      List<String> fields,
      String body,
      List<String> trailers,
      String defect) {
    static Read broken(String defect) {
      return new Read(null, null, null, null, null, defect);
    }

    boolean isWhole() {
      return defect == null;
    }
  }

  private final HeadLines lines = new HeadLines(HEAD_MAX, LINE_MAX, FIELDS_MAX);
  private final RequestReader reader = new RequestReader(lines);
  private final Scratch scratch = new Scratch(limits());
  private final ByteBuf in = Unpooled.buffer(512);
  private final List<Read> read = new ArrayList<>();
  private BodyDecoder decoder;
  private Read head;
  private final StringBuilder body = new StringBuilder();
  private boolean dead;

  /** What one reader makes of all these pieces. */
  static List<Read> of(List<byte[]> pieces) {
    var wire = new Wire();
    pieces.forEach(wire::add);
    wire.in.release();
    return wire.read;
  }

  static RelayLimits limits() {
    return new RelayLimits(
        HEAD_MAX,
        FIELDS_MAX,
        LINE_MAX,
        EXTENSIONS_MAX,
        65536,
        16384,
        32768,
        0,
        100,
        1,
        1,
        1,
        true,
        10,
        10,
        1,
        1,
        1,
        1);
  }

  private void add(byte[] piece) {
    in.writeBytes(piece);
    boolean more = true;
    while (more && in.isReadable() && !dead) {
      more = decoder == null ? head() : body();
    }
    if (dead) {
      in.skipBytes(in.readableBytes());
    }
  }

  private boolean head() {
    int available = Math.min(in.readableBytes(), HEAD_MAX);
    in.getBytes(in.readerIndex(), lines.octets(), 0, available);
    int end = lines.scan(available, 1);
    if (end == HeadLines.INCOMPLETE && available < HEAD_MAX) {
      return false;
    }
    if (end < 0) {
      fail(end == HeadLines.INCOMPLETE ? "head too large" : lines.defect());
      return false;
    }
    in.skipBytes(end);
    var facts = reader.read(POLICY);
    if (facts.defect != null) {
      fail(facts.defect.getMessage());
      return false;
    }
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < lines.count(); i++) {
      String name = lines.text(lines.nameStart(i), lines.nameEnd(i)).toLowerCase(Locale.ROOT);
      fields.add(name + ": " + lines.value(i));
    }
    var line = lines.text(lines.firstStart(), lines.firstEnd()).split(" ", -1);
    head = new Read(facts.method, line[1], fields, "", List.of(), null);
    body.setLength(0);
    if (facts.chunked || facts.contentLength > 0) {
      decoder = new BodyDecoder(scratch, EXTENSIONS_MAX);
      if (facts.chunked) {
        decoder.chunked();
      } else {
        decoder.fixed(facts.contentLength);
      }
    } else {
      read.add(head);
    }
    return true;
  }

  private boolean body() {
    try {
      decoder.read(
          in,
          new BodyDecoder.Receiver() {
            @Override
            public void data(ByteBuf bytes) {
              body.append(bytes.toString(ISO_8859_1));
              bytes.release();
            }

            @Override
            public void end(Fields trailers) {
              List<String> lines = new ArrayList<>();
              for (int i = 0; i < trailers.size(); i++) {
                lines.add(trailers.name(i) + ": " + trailers.value(i));
              }
              read.add(
                  new Read(head.method, head.target, head.fields, body.toString(), lines, null));
              decoder = null;
            }
          });
    } catch (BodyDecoder.Malformed e) {
      fail(e.getMessage());
    }
    return !dead;
  }

  private void fail(String defect) {
    if (decoder != null) {
      decoder.release();
    }
    dead = true;
    read.add(Read.broken(defect));
  }
}
