package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.relay.HeaderPolicy;
import io.fairlead.proxy.relay.UnderscorePolicy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Writes the head of a request that goes on: request line, Host and framing from what was
 * understood, the other lines as they came but for those that are for one connection only, and what
 * the proxy adds. One per event loop.
 */
final class RequestWriter {
  private static final byte[] VERSION = " HTTP/1.1\r\nhost: ".getBytes(US_ASCII);
  private static final byte[] CONTENT_LENGTH = "content-length: ".getBytes(US_ASCII);
  private static final byte[] CHUNKED = "transfer-encoding: chunked\r\n".getBytes(US_ASCII);
  private static final byte[] UPGRADE = "connection: upgrade\r\nupgrade: ".getBytes(US_ASCII);
  private static final byte[] FOR = "x-forwarded-for: ".getBytes(US_ASCII);
  private static final byte[] PROTO = "x-forwarded-proto: ".getBytes(US_ASCII);
  private static final byte[] HOST = "x-forwarded-host: ".getBytes(US_ASCII);
  private static final byte[] FORWARDED = "forwarded: ".getBytes(US_ASCII);
  private static final byte[] FORWARDED_FOR = "for=".getBytes(US_ASCII);
  private static final byte[] FORWARDED_PROTO = ";proto=".getBytes(US_ASCII);
  private static final byte[] FORWARDED_HOST = ";host=\"".getBytes(US_ASCII);
  private static final byte[] JOIN = ", ".getBytes(US_ASCII);

  private final HeadLines lines;
  private final ConnectionOptions connection;
  private final Target target;
  private final HeadWriter out;

  private boolean believed;
  private boolean x;
  private boolean forwarded;
  private int traceparent;
  private int amzn;
  private boolean requestId;
  private boolean proto;
  private boolean host;

  RequestWriter(RequestReader reader, HeadLines lines, HeadWriter out) {
    this.lines = lines;
    this.connection = reader.connection();
    this.target = reader.target();
    this.out = out;
  }

  /** Writes the request that the reader read last. */
  ByteBuf write(
      RequestFacts facts,
      Direction direction,
      HeaderPolicy policy,
      Peer peer,
      long epochSeconds,
      ByteBufAllocator allocator) {
    out.clear();
    believed = policy.believed();
    x = direction.isForwarded() && policy.forwarded().hasX();
    forwarded = direction.isForwarded() && policy.forwarded().hasForwarded();
    firstLine(facts);
    fields(policy.underscores() == UnderscorePolicy.DROP);
    if (x) {
      forwardedFor(facts, peer);
    }
    if (forwarded) {
      forwarded(facts, peer);
    }
    if (policy.requestId() && !requestId) {
      TraceFields.requestId(out);
    }
    trace(policy, epochSeconds);
    framing(facts);
    return out.endLine().toBuffer(allocator, 0);
  }

  private void firstLine(RequestFacts facts) {
    byte[] octets = lines.octets();
    out.text(facts.method).octet(' ');
    facts.pathStart = out.length();
    if (target.pathEnd == target.pathStart && !facts.connect) {
      // Absolute form without a path: * is what OPTIONS means by it (RFC 9112 §3.2.4).
      out.octet(facts.method.equals("OPTIONS") ? '*' : '/');
    } else {
      if (!facts.connect && octets[target.pathStart] == '?') {
        out.octet('/');
      }
      out.bytes(octets, target.pathStart, target.pathEnd);
    }
    facts.pathLength = out.length() - facts.pathStart;
    out.bytes(VERSION);
    if (facts.authority != null) {
      out.text(facts.authority);
    }
    out.endLine();
  }

  /** Lines that go on and follow one another are copied in one go. */
  private void fields(boolean dropUnderscores) {
    traceparent = -1;
    amzn = -1;
    requestId = false;
    proto = false;
    host = false;
    boolean picky = connection.hasNominated() || (dropUnderscores && lines.hasUnderscores());
    byte[] octets = lines.octets();
    int runStart = 0;
    int runEnd = 0;
    for (int i = 0; i < lines.count(); i++) {
      if ((!picky || isLeft(i, dropUnderscores)) && goesOn(i)) {
        if (lines.nameStart(i) != runEnd) {
          out.bytes(octets, runStart, runEnd);
          runStart = lines.nameStart(i);
        }
        runEnd = lines.lineEnd(i);
      }
    }
    out.bytes(octets, runStart, runEnd);
  }

  private boolean goesOn(int field) {
    switch (lines.kind(field)) {
      case FieldKind.HOST,
          FieldKind.CONTENT_LENGTH,
          FieldKind.TRANSFER_ENCODING,
          FieldKind.CONNECTION,
          FieldKind.HOP_BY_HOP,
          FieldKind.KEEP_ALIVE,
          FieldKind.UPGRADE,
          FieldKind.TE,
          FieldKind.MESH -> {
        return false;
      }
      case FieldKind.X_FORWARDED_FOR -> {
        return believed && !x;
      }
      case FieldKind.X_FORWARDED_PROTO -> {
        proto |= believed;
        return believed;
      }
      case FieldKind.X_FORWARDED_HOST -> {
        host |= believed;
        return believed;
      }
      case FieldKind.FORWARDED -> {
        return believed && !forwarded;
      }
      case FieldKind.X_REQUEST_ID -> requestId = true;
      case FieldKind.TRACEPARENT -> traceparent = field;
      case FieldKind.X_AMZN_TRACE_ID -> amzn = field;
      default -> {
        // nothing to remember
      }
    }
    return true;
  }

  private boolean isLeft(int field, boolean dropUnderscores) {
    String name = lines.text(lines.nameStart(field), lines.nameEnd(field));
    return !connection.isNominated(name) && !(dropUnderscores && name.indexOf('_') >= 0);
  }

  /** One line: servers that look at the first of several would believe the client. */
  private void forwardedFor(RequestFacts facts, Peer peer) {
    out.bytes(FOR);
    before(FieldKind.X_FORWARDED_FOR);
    out.bytes(peer.address()).endLine();
    if (!proto) {
      out.bytes(PROTO).bytes(peer.scheme()).endLine();
    }
    if (!host && facts.authority != null) {
      out.bytes(HOST).text(facts.authority).endLine();
    }
  }

  private void forwarded(RequestFacts facts, Peer peer) {
    out.bytes(FORWARDED);
    before(FieldKind.FORWARDED);
    out.bytes(FORWARDED_FOR).bytes(peer.node()).bytes(FORWARDED_PROTO).bytes(peer.scheme());
    if (facts.authority != null) {
      out.bytes(FORWARDED_HOST).text(facts.authority).octet('"');
    }
    out.endLine();
  }

  /** What others on the way have said. */
  private void before(byte kind) {
    for (int i = 0; believed && i < lines.count(); i++) {
      if (lines.kind(i) == kind && lines.valueEnd(i) > lines.valueStart(i)) {
        out.bytes(lines.octets(), lines.valueStart(i), lines.valueEnd(i)).bytes(JOIN);
      }
    }
  }

  private void trace(HeaderPolicy policy, long epochSeconds) {
    boolean wantsParent = policy.traceContext() && traceparent < 0;
    boolean wantsAmzn = policy.amznTraceId() && amzn < 0;
    byte[] octets = lines.octets();
    if (traceparent >= 0) {
      if (wantsAmzn) {
        TraceFields.amznOf(out, octets, lines.valueStart(traceparent), lines.valueEnd(traceparent));
      }
    } else if (amzn >= 0) {
      if (wantsParent) {
        TraceFields.traceparentOf(
            out, octets, lines.valueStart(amzn), lines.valueEnd(amzn), epochSeconds);
      }
    } else {
      TraceFields.begin(out, wantsParent, wantsAmzn, epochSeconds);
    }
  }

  private void framing(RequestFacts facts) {
    if (facts.chunked) {
      out.bytes(CHUNKED);
    } else if (facts.contentLength > 0 || hasLength()) {
      out.bytes(CONTENT_LENGTH).number(facts.contentLength).endLine();
    }
    if (facts.upgrade != null) {
      out.bytes(UPGRADE).text(facts.upgrade).endLine();
    }
  }

  /** A length of zero means something to a server: an empty body, not none (RFC 9110 §8.6). */
  private boolean hasLength() {
    for (int i = 0; i < lines.count(); i++) {
      if (lines.kind(i) == FieldKind.CONTENT_LENGTH) {
        return true;
      }
    }
    return false;
  }
}
