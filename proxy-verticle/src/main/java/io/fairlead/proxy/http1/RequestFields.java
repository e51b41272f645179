package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.HeaderPolicy;
import io.fairlead.proxy.relay.UnderscorePolicy;
import io.netty.channel.Channel;
import io.netty.util.AsciiString;

/**
 * Does to the fields of a client's requests what {@link RequestWriter} does to their lines, for a
 * client that speaks another protocol than HTTP/1.1. One per connection, on its event loop.
 */
public final class RequestFields {
  private static final AsciiString FOR = AsciiString.cached("x-forwarded-for");
  private static final AsciiString PROTO = AsciiString.cached("x-forwarded-proto");
  private static final AsciiString HOST = AsciiString.cached("x-forwarded-host");
  private static final AsciiString FORWARDED = AsciiString.cached("forwarded");

  private final Direction direction;
  private final HeaderPolicy policy;
  private final Scratch scratch;
  private final Peer peer;
  private final AsciiString scheme;
  private final boolean believed;
  private final boolean x;
  private final boolean forwarded;

  private AsciiString traceparent;
  private AsciiString amzn;
  private boolean requestId;
  private boolean proto;
  private boolean host;
  private String before;
  private String forwardedBefore;

  /**
   * @param scratch of the event loop
   */
  public RequestFields(Channel client, Direction direction, HeaderPolicy policy, Scratch scratch) {
    this.direction = direction;
    this.policy = policy;
    this.scratch = scratch;
    this.peer = Peer.of(client);
    this.scheme = new AsciiString(peer.scheme(), false);
    this.believed = policy.believed();
    this.x = direction.isForwarded() && policy.forwarded().hasX();
    this.forwarded = direction.isForwarded() && policy.forwarded().hasForwarded();
  }

  /** Which way the client's requests go. */
  public Direction direction() {
    return direction;
  }

  /**
   * The fields that go on, with those that the proxy adds.
   *
   * @param came as the client sent them, without pseudo-fields
   * @param authority whom the client asks for; null for nobody
   */
  public Fields goingOn(Fields came, CharSequence authority, long epochSeconds) {
    traceparent = null;
    amzn = null;
    requestId = false;
    proto = false;
    host = false;
    before = "";
    forwardedBefore = "";
    var on = new Fields();
    for (int i = 0; i < came.size(); i++) {
      var name = AsciiString.of(came.name(i));
      var value = AsciiString.of(came.value(i));
      if (goesOn(name, value)) {
        on.add(name, value);
      }
    }
    if (x) {
      forwardedFor(on, authority);
    }
    if (forwarded) {
      on.add(FORWARDED, forwarded(authority));
    }
    trace(on, epochSeconds);
    return on;
  }

  private boolean goesOn(AsciiString name, AsciiString value) {
    switch (FieldRules.kind(name)) {
      case FieldKind.HOST,
          FieldKind.CONTENT_LENGTH,
          FieldKind.TRANSFER_ENCODING,
          FieldKind.CONNECTION,
          FieldKind.HOP_BY_HOP,
          FieldKind.KEEP_ALIVE,
          FieldKind.UPGRADE,
          FieldKind.MESH -> {
        return false;
      }
      case FieldKind.X_FORWARDED_FOR -> {
        before += x && believed ? said(value) : "";
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
        forwardedBefore += forwarded && believed ? said(value) : "";
        return believed && !forwarded;
      }
      case FieldKind.X_REQUEST_ID -> requestId = true;
      case FieldKind.TRACEPARENT -> traceparent = value;
      case FieldKind.X_AMZN_TRACE_ID -> amzn = value;
      default -> {
        return policy.underscores() != UnderscorePolicy.DROP || name.indexOf("_") < 0;
      }
    }
    return true;
  }

  /** What others on the way have said. */
  private static String said(AsciiString value) {
    return value.isEmpty() ? "" : value + ", ";
  }

  private void forwardedFor(Fields on, CharSequence authority) {
    on.add(FOR, before + new String(peer.address(), US_ASCII));
    if (!proto) {
      on.add(PROTO, scheme);
    }
    if (!host && authority != null) {
      on.add(HOST, authority);
    }
  }

  private String forwarded(CharSequence authority) {
    String node = forwardedBefore + "for=" + new String(peer.node(), US_ASCII) + ";proto=" + scheme;
    return authority == null ? node : node + ";host=\"" + authority + '"';
  }

  private void trace(Fields on, long epochSeconds) {
    boolean wantsParent = policy.traceContext() && traceparent == null;
    boolean wantsAmzn = policy.amznTraceId() && amzn == null;
    var out = scratch.writer();
    if (policy.requestId() && !requestId) {
      TraceFields.requestId(out);
    }
    if (traceparent != null) {
      if (wantsAmzn) {
        int start = traceparent.arrayOffset();
        TraceFields.amznOf(out, traceparent.array(), start, start + traceparent.length());
      }
    } else if (amzn != null) {
      if (wantsParent) {
        int start = amzn.arrayOffset();
        TraceFields.traceparentOf(out, amzn.array(), start, start + amzn.length(), epochSeconds);
      }
    } else {
      TraceFields.begin(out, wantsParent, wantsAmzn, epochSeconds);
    }
    linesTo(on, out);
  }

  private static void linesTo(Fields on, HeadWriter out) {
    int at = 0;
    while (at < out.length()) {
      int colon = out.indexOf(':', at);
      int end = out.indexOf('\r', colon);
      on.add(out.text(at, colon), out.text(colon + 2, end));
      at = end + 2;
    }
  }
}
