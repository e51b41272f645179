package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fairlead.proxy.relay.AttemptWords;
import io.fairlead.proxy.relay.DownstreamRequest;
import io.fairlead.proxy.relay.Fields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.AsciiString;

/**
 * Writes the head of a request from its fields: one that came by another protocol than HTTP/1.1, or
 * that a traffic policy changes.
 */
final class RequestHeads {
  private static final byte[] VERSION = " HTTP/1.1\r\n".getBytes(US_ASCII);
  private static final byte[] HOST = "host".getBytes(US_ASCII);
  private static final byte[] CONTENT_LENGTH = "content-length: ".getBytes(US_ASCII);
  private static final byte[] CHUNKED = "transfer-encoding: chunked\r\n".getBytes(US_ASCII);

  private static final byte[] UPGRADE = "connection: upgrade\r\nupgrade: ".getBytes(US_ASCII);
  private static final byte[] COLON = ": ".getBytes(US_ASCII);
  private static final byte[] CRUMB = "; ".getBytes(US_ASCII);
  private static final String COOKIE = "cookie";
  private static final String TE = "te";

  private RequestHeads() {}

  /**
   * The whole head.
   *
   * @param words what the attempt says besides
   */
  static ByteBuf write(
      DownstreamRequest request, AttemptWords words, HeadWriter out, ByteBufAllocator allocator) {
    // First: what makes them may use the same writer.
    Fields fields = request.fields();
    out.clear().text(request.method()).octet(' ').text(request.path()).bytes(VERSION);
    out.field(HOST, request.authority() == null ? "" : request.authority());
    fields(fields, out);
    if (request.upgrade() != null) {
      out.bytes(UPGRADE).text(request.upgrade()).endLine();
    } else if (request.contentLength() == DownstreamRequest.UNKNOWN_LENGTH) {
      out.bytes(CHUNKED);
    } else if (request.contentLength() > 0 || meansContent(request.method())) {
      out.bytes(CONTENT_LENGTH).number(request.contentLength()).endLine();
    }
    words(words, out);
    return out.endLine().toBuffer(allocator, 0);
  }

  /** The lines of what an attempt says. */
  static void words(AttemptWords words, HeadWriter out) {
    if (words.hasNumber()) {
      out.text(AttemptWords.ATTEMPT).bytes(COLON).number(words.number()).endLine();
    }
    if (words.hasLimit()) {
      out.text(AttemptWords.DEADLINE).bytes(COLON).number(words.remainingMillis()).endLine();
    }
  }

  /**
   * The crumbs of a cookie become one line again (RFC 9113 §8.2.3); TE would need an option of this
   * connection.
   */
  private static void fields(Fields fields, HeadWriter out) {
    boolean cookies = false;
    for (int i = 0; i < fields.size(); i++) {
      var name = fields.name(i);
      if (AsciiString.contentEquals(name, COOKIE)) {
        if (!cookies) {
          cookies(fields, i, out);
        }
        cookies = true;
      } else if (!AsciiString.contentEquals(name, TE)) {
        out.field(name, fields.value(i));
      }
    }
  }

  private static void cookies(Fields fields, int first, HeadWriter out) {
    out.text(fields.name(first)).bytes(COLON).text(fields.value(first));
    for (int i = first + 1; i < fields.size(); i++) {
      if (AsciiString.contentEquals(fields.name(i), COOKIE)) {
        out.bytes(CRUMB).text(fields.value(i));
      }
    }
    out.endLine();
  }

  /** A server may wait for the length of what such a request usually has (RFC 9110 §8.6). */
  private static boolean meansContent(String method) {
    return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
  }
}
