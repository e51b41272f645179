package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fairlead.proxy.exchange.DirectAnswer;
import io.fairlead.proxy.exchange.LocalResponse;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.ResponseStart;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;

/** The parts of responses' heads that are written here and not passed on. */
final class ResponseHeads {
  private static final byte[] VERSION = bytes("HTTP/1.1 ");
  private static final byte[] CONTENT_LENGTH = bytes("content-length: ");
  private static final byte[] CHUNKED = bytes("transfer-encoding: chunked\r\n");
  private static final byte[] CLOSE = bytes("connection: close\r\n");
  private static final byte[] KEEP_ALIVE = bytes("connection: keep-alive\r\n");
  private static final byte[] UPGRADE = bytes("connection: upgrade\r\nupgrade: ");
  private static final byte[] ESTABLISHED = bytes("HTTP/1.1 200 Connection established\r\n\r\n");
  private static final byte[] CONTENT_TYPE = bytes("content-type: text/plain; charset=utf-8\r\n");
  private static final byte[] RETRY_AFTER = bytes("retry-after: 1\r\n");
  private static final int ROOM = 4096;

  private ResponseHeads() {}

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  /** Status line and fields of a response that came by another protocol. */
  static ByteBuf write(ResponseStart start, HeadWriter out, ByteBufAllocator allocator) {
    statusLine(out, start.status());
    fields(out, start.fields());
    start.release();
    return out.toBuffer(allocator, ROOM);
  }

  private static void statusLine(HeadWriter out, int status) {
    String reason = HttpResponseStatus.valueOf(status).reasonPhrase();
    out.bytes(VERSION).number(status).octet(' ').text(reason).endLine();
  }

  private static void fields(HeadWriter out, Fields fields) {
    for (int i = 0; i < fields.size(); i++) {
      out.field(fields.name(i), fields.value(i));
    }
  }

  /** How the body is framed. */
  static void framing(HeadWriter out, ResponseStart start, boolean chunked) {
    if (chunked) {
      out.bytes(CHUNKED);
    } else if (start.contentLength() >= 0 && start.status() >= 200 && start.status() != 204) {
      out.bytes(CONTENT_LENGTH).number(start.contentLength()).endLine();
    }
  }

  /** What becomes of the connection; HTTP/1.0 has to be told that it stays (RFC 9112 §C.2.2). */
  static void connection(HeadWriter out, boolean close, boolean http10) {
    if (close) {
      out.bytes(CLOSE);
    } else if (http10) {
      out.bytes(KEEP_ALIVE);
    }
  }

  /** Goes on with another protocol. */
  static void upgrade(HeadWriter out, String protocol) {
    out.bytes(UPGRADE).text(protocol).endLine();
  }

  /** Agrees to CONNECT (RFC 9110 §9.3.6). */
  static HeadWriter established(HeadWriter out) {
    return out.bytes(ESTABLISHED);
  }

  static HeadWriter interim(HeadWriter out, int status, Fields fields) {
    statusLine(out, status);
    fields(out, fields);
    return out.endLine();
  }

  /** The head of an answer that the proxy gives itself. */
  static void local(HeadWriter out, LocalResponse response, int length) {
    statusLine(out, response.status());
    out.bytes(CONTENT_TYPE).field(LocalResponse.FAILURE_HEADER, response.failure());
    if (response.neverSent()) {
      out.field(LocalResponse.NEVER_SENT_HEADER, "true");
    }
    if (response.isShed()) {
      out.bytes(RETRY_AFTER);
    }
    out.bytes(CONTENT_LENGTH).number(length).endLine();
  }

  /** The head of an answer of the service's traffic policy. */
  static void direct(HeadWriter out, DirectAnswer response, int length) {
    statusLine(out, response.status());
    for (var line : response.fields()) {
      out.field(line.name(), line.value());
    }
    if (DirectAnswer.mayHaveBody(response.status())) {
      out.bytes(CONTENT_LENGTH).number(length).endLine();
    }
  }
}
