package io.fairlead.proxy.redirect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import java.util.Locale;

/**
 * What a connection's first bytes are, so far as it can be told without taking them; pure. Whoever
 * reads the connection judges for itself whether it is proper HTTP: this only tells what is meant
 * as HTTP from what is not.
 *
 * @param host whom the first request asks for, as sent; null when it does not say or is not HTTP/1
 */
public record FirstBytes(Kind kind, String host) {
  /** What they are. */
  public enum Kind {
    /** More have to come. */
    UNDECIDED,
    /** A head of HTTP/1 has begun; more have to come. */
    HEAD_BEGUN,
    /** A whole head of HTTP/1. */
    HTTP1,
    /** The preface of HTTP/2, of which the first word is enough. */
    HTTP2,
    OTHER
  }

  private static final int METHOD_MAX = 24;
  private static final String PREFACE = "PRI";
  private static final String VERSION = " HTTP/1.";
  private static final String HOST = "host:";
  private static final String ABSOLUTE = "http://";

  private static final FirstBytes UNDECIDED = new FirstBytes(Kind.UNDECIDED, null);
  private static final FirstBytes HEAD_BEGUN = new FirstBytes(Kind.HEAD_BEGUN, null);
  private static final FirstBytes OTHER = new FirstBytes(Kind.OTHER, null);

  /** Looks at what has come. */
  public static FirstBytes of(ByteBuf in) {
    int start = in.readerIndex();
    int method = methodLength(in);
    if (method < 0) {
      return method == -1 ? UNDECIDED : OTHER;
    }
    if (in.toString(start, method, ISO_8859_1).equals(PREFACE)) {
      return new FirstBytes(Kind.HTTP2, null);
    }
    int lineEnd = in.indexOf(start, in.writerIndex(), (byte) '\n');
    if (lineEnd < 0) {
      return HEAD_BEGUN;
    }
    String line = in.toString(start, lineEnd - start, ISO_8859_1).stripTrailing();
    int version = line.lastIndexOf(VERSION);
    if (version < method || version + VERSION.length() + 1 != line.length()) {
      return OTHER;
    }
    return head(in.toString(lineEnd + 1, in.writerIndex() - lineEnd - 1, ISO_8859_1), line, method);
  }

  /** -1 while more are needed, -2 when it is none. */
  private static int methodLength(ByteBuf in) {
    int most = Math.min(in.readableBytes(), METHOD_MAX + 1);
    for (int i = 0; i < most; i++) {
      byte b = in.getByte(in.readerIndex() + i);
      if (b == ' ') {
        return i == 0 ? -2 : i;
      }
      if ((b < 'A' || b > 'Z') && b != '-') {
        return -2;
      }
    }
    return most > METHOD_MAX ? -2 : -1;
  }

  private static FirstBytes head(String fields, String line, int method) {
    String host = null;
    int at = 0;
    while (true) {
      int end = fields.indexOf('\n', at);
      if (end < 0) {
        return HEAD_BEGUN;
      }
      String field = fields.substring(at, end).stripTrailing();
      if (field.isEmpty()) {
        String target = line.substring(method + 1, line.lastIndexOf(VERSION)).strip();
        return new FirstBytes(Kind.HTTP1, absolute(target) == null ? host : absolute(target));
      }
      if (host == null && field.toLowerCase(Locale.ROOT).startsWith(HOST)) {
        host = field.substring(HOST.length()).strip();
      }
      at = end + 1;
    }
  }

  private static String absolute(String target) {
    if (!target.toLowerCase(Locale.ROOT).startsWith(ABSOLUTE)) {
      return null;
    }
    String rest = target.substring(ABSOLUTE.length());
    int slash = rest.indexOf('/');
    return slash < 0 ? rest : rest.substring(0, slash);
  }
}
