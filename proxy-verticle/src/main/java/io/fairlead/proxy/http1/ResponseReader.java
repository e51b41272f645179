package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fairlead.proxy.relay.DownstreamRequest;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.TimeUnit;

/**
 * Judges a response's head, and writes what goes on of it. An endpoint that frames its answers so
 * that two readers could differ is not believed (RFC 9112 §6.3). One per event loop.
 */
final class ResponseReader {
  private static final byte[] TIMEOUT = "timeout=".getBytes(US_ASCII);
  private static final byte[] VERSION = "HTTP/1.1 ".getBytes(US_ASCII);
  private static final int STATUS_AT = 9;

  /** Room behind a head for its framing, and for a small body that came with it. */
  private static final int FRAMING_ROOM = 96;

  private static final int BODY_ROOM_MAX = 4096;

  private final HeadLines lines;
  private final HeadWriter out;
  private final MessageFraming framing = new MessageFraming();
  private final ConnectionOptions connection = new ConnectionOptions();

  private int status;
  private boolean http10;
  private boolean mesh;
  private String upgrade;
  private long keepAliveNanos;
  private String defect;

  ResponseReader(HeadLines lines, HeadWriter out) {
    this.lines = lines;
    this.out = out;
  }

  /**
   * Reads the head that was scanned into the lines.
   *
   * @return null when it is a proper one, otherwise what is wrong with it
   */
  String read(boolean toHead) {
    defect = statusLine();
    if (defect != null) {
      return defect;
    }
    fields();
    defect = framing.defect();
    if (defect == null && framing.hasUnknownCoding() && hasBody(toHead)) {
      defect = "Transfer-Encoding is not chunked alone (expected: chunked, or none)";
    }
    return defect;
  }

  private String statusLine() {
    byte[] octets = lines.octets();
    int start = lines.firstStart();
    int end = lines.firstEnd();
    if (end - start < STATUS_AT + 3
        || !startsWithVersion(octets, start)
        || (end > start + STATUS_AT + 3 && octets[start + STATUS_AT + 3] != ' ')) {
      return "no status line (expected: HTTP/1.1 200 OK)";
    }
    status = 0;
    for (int i = start + STATUS_AT; i < start + STATUS_AT + 3; i++) {
      int digit = octets[i] - '0';
      if (digit < 0 || digit > 9) {
        return "no status (expected: three digits)";
      }
      status = 10 * status + digit;
    }
    http10 = octets[start + 7] == '0';
    return status < 100 || status > 599 ? "status " + status + " (expected: 100 to 599)" : null;
  }

  private static boolean startsWithVersion(byte[] octets, int start) {
    for (int i = 0; i < STATUS_AT; i++) {
      if (octets[start + i] != VERSION[i] && !(i == 7 && octets[start + i] == '0')) {
        return false;
      }
    }
    return true;
  }

  private void fields() {
    framing.clear();
    connection.clear();
    mesh = false;
    upgrade = null;
    keepAliveNanos = Long.MAX_VALUE;
    byte[] octets = lines.octets();
    for (int i = 0; i < lines.count(); i++) {
      int start = lines.valueStart(i);
      int end = lines.valueEnd(i);
      switch (lines.kind(i)) {
        case FieldKind.CONTENT_LENGTH -> framing.contentLength(octets, start, end);
        case FieldKind.TRANSFER_ENCODING -> framing.transferEncoding(octets, start, end);
        case FieldKind.CONNECTION -> connection.add(octets, start, end);
        case FieldKind.KEEP_ALIVE -> keepAliveNanos = promised(octets, start, end);
        case FieldKind.UPGRADE -> upgrade = lines.value(i);
        case FieldKind.MESH -> mesh = true;
        default -> {
          // goes on as it is, or is dropped
        }
      }
    }
  }

  /** A second less than the server promises to wait. */
  private static long promised(byte[] octets, int start, int end) {
    for (int i = start; i + TIMEOUT.length < end; i++) {
      if (Octets.equalsIgnoreCase(octets, i, i + TIMEOUT.length, TIMEOUT)) {
        long seconds = 0;
        for (int d = i + TIMEOUT.length;
            d < end && octets[d] >= '0' && octets[d] <= '9' && seconds < Integer.MAX_VALUE;
            d++) {
          seconds = 10 * seconds + octets[d] - '0';
        }
        return TimeUnit.SECONDS.toNanos(seconds - 1);
      }
    }
    return Long.MAX_VALUE;
  }

  int status() {
    return status;
  }

  /** What a 101 goes on with; null when it does not say. */
  String upgrade() {
    return upgrade;
  }

  boolean isChunked() {
    return framing.isChunked();
  }

  /** {@link DownstreamRequest#UNKNOWN_LENGTH} when not told. */
  long contentLength() {
    return framing.isChunked() ? DownstreamRequest.UNKNOWN_LENGTH : framing.contentLength();
  }

  /** Whether a body follows (RFC 9112 §6.3). */
  boolean hasBody(boolean toHead) {
    return !toHead && status >= 200 && status != 204 && status != 304;
  }

  /**
   * How long the connection may wait for another request: 0 when the server closes it (RFC 9112
   * §9.3), a second less than it said in Keep-Alive, otherwise without limit.
   */
  long keepAliveNanos() {
    boolean persists = http10 ? connection.isKeepAlive() : !connection.isClose();
    return persists ? keepAliveNanos : 0;
  }

  /** All end-to-end fields of the head, for interim responses. */
  io.fairlead.proxy.relay.Fields endToEnd() {
    var fields = new io.fairlead.proxy.relay.Fields();
    for (int i = 0; i < lines.count(); i++) {
      if (goesOn(i, false)) {
        fields.add(
            lines.text(lines.nameStart(i), lines.nameEnd(i)).toLowerCase(java.util.Locale.ROOT),
            lines.value(i));
      }
    }
    return fields;
  }

  /**
   * Writes what goes on.
   *
   * @param believed whether the words of a sidecar may stand in it
   * @param bodyBytes how much of the body has come already
   */
  Http1ResponseStart write(
      boolean toHead, boolean believed, int bodyBytes, ByteBufAllocator allocator) {
    out.clear().bytes(VERSION);
    out.bytes(lines.octets(), lines.firstStart() + STATUS_AT, lines.firstEnd());
    if (lines.firstEnd() - lines.firstStart() == STATUS_AT + 3) {
      out.octet(' ');
    }
    out.endLine();
    lines(believed);
    int room = FRAMING_ROOM + (bodyBytes <= BODY_ROOM_MAX ? bodyBytes : 0);
    return new Http1ResponseStart(
        status,
        out.toBuffer(allocator, room),
        contentLength(),
        hasBody(toHead),
        mesh && believed,
        upgrade);
  }

  private void lines(boolean believed) {
    byte[] octets = lines.octets();
    int runStart = 0;
    int runEnd = 0;
    for (int i = 0; i < lines.count(); i++) {
      if (goesOn(i, believed)) {
        if (lines.nameStart(i) != runEnd) {
          out.bytes(octets, runStart, runEnd);
          runStart = lines.nameStart(i);
        }
        runEnd = lines.lineEnd(i);
      }
    }
    out.bytes(octets, runStart, runEnd);
  }

  private boolean goesOn(int field, boolean believed) {
    return switch (lines.kind(field)) {
      case FieldKind.CONTENT_LENGTH,
          FieldKind.TRANSFER_ENCODING,
          FieldKind.CONNECTION,
          FieldKind.HOP_BY_HOP,
          FieldKind.KEEP_ALIVE,
          FieldKind.UPGRADE,
          FieldKind.TE ->
          false;
      case FieldKind.MESH -> believed;
      default ->
          !connection.hasNominated()
              || !connection.isNominated(
                  new String(
                      lines.octets(),
                      lines.nameStart(field),
                      lines.nameEnd(field) - lines.nameStart(field),
                      ISO_8859_1));
    };
  }
}
