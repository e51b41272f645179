package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.relay.AttemptWords;
import io.fairlead.proxy.relay.DownstreamRequest;
import io.fairlead.proxy.relay.HeaderPolicy;
import io.fairlead.proxy.relay.UnderscorePolicy;

/**
 * Judges a request's head: what is ambiguous to somebody on its way is refused rather than guessed
 * at (RFC 9112 §3.2, §6.1, §11.2). One per event loop.
 */
final class RequestReader {
  private static final byte[] CONTINUE = "100-continue".getBytes(US_ASCII);
  private static final byte[] H2C = "h2c".getBytes(US_ASCII);
  private static final String[] METHODS = {
    "GET", "POST", "PUT", "HEAD", "DELETE", "PATCH", "OPTIONS", "CONNECT", "TRACE"
  };
  private static final int METHOD_MAX = 32;

  private final HeadLines lines;
  private final MessageFraming framing = new MessageFraming();
  private final ConnectionOptions connection = new ConnectionOptions();
  private final Target target = new Target();
  private RequestFacts facts;
  private String lastAuthority = "";
  private int hosts;
  private int host;
  private int upgrades;
  private int upgrade;

  RequestReader(HeadLines lines) {
    this.lines = lines;
  }

  /** Of the last head: where its Connection fields are understood. */
  ConnectionOptions connection() {
    return connection;
  }

  /** Of the last head. */
  Target target() {
    return target;
  }

  /** Reads the head that was scanned into the lines. */
  RequestFacts read(HeaderPolicy policy) {
    facts = new RequestFacts();
    facts.defect = requestLine();
    if (facts.defect == null) {
      fields();
      facts.defect = judged(policy);
    }
    if (facts.defect != null) {
      facts.persistent = false;
    }
    return facts;
  }

  private ProxyFailure requestLine() {
    byte[] octets = lines.octets();
    int start = lines.firstStart();
    int end = lines.firstEnd();
    int methodEnd = start;
    while (methodEnd < end && Octets.token(octets[methodEnd]) != 0) {
      methodEnd++;
    }
    if (methodEnd == start
        || methodEnd - start > METHOD_MAX
        || methodEnd == end
        || octets[methodEnd] != ' ') {
      return invalid("request line has no method (expected: METHOD target HTTP/1.1)");
    }
    facts.method = method(octets, start, methodEnd);
    facts.head = facts.method.equals("HEAD");
    facts.connect = facts.method.equals("CONNECT");
    int versionStart = end - 8;
    if (versionStart <= methodEnd + 1 || octets[versionStart - 1] != ' ') {
      return invalid("request line has no version (expected: METHOD target HTTP/1.1)");
    }
    var version = version(octets, versionStart);
    if (version != null) {
      return version;
    }
    boolean options = facts.method.equals("OPTIONS");
    return target.read(octets, methodEnd + 1, versionStart - 1, facts.connect, options);
  }

  private static String method(byte[] octets, int start, int end) {
    for (String known : METHODS) {
      if (known.length() == end - start && known.charAt(0) == octets[start]) {
        int i = 1;
        while (i < known.length() && known.charAt(i) == octets[start + i]) {
          i++;
        }
        if (i == known.length()) {
          return known;
        }
      }
    }
    return new String(octets, start, end - start, ISO_8859_1);
  }

  private ProxyFailure version(byte[] octets, int at) {
    if (octets[at] != 'H'
        || octets[at + 1] != 'T'
        || octets[at + 2] != 'T'
        || octets[at + 3] != 'P'
        || octets[at + 4] != '/'
        || octets[at + 6] != '.') {
      return invalid("request line has no version (expected: METHOD target HTTP/1.1)");
    }
    if (octets[at + 5] != '1' || (octets[at + 7] != '0' && octets[at + 7] != '1')) {
      return new ProxyFailure.VersionNotSupported(
          "HTTP version is not spoken here (expected: HTTP/1.1, HTTP/1.0, or HTTP/2 from the"
              + " start)");
    }
    facts.http10 = octets[at + 7] == '0';
    return null;
  }

  private void fields() {
    framing.clear();
    connection.clear();
    hosts = 0;
    upgrades = 0;
    byte[] octets = lines.octets();
    for (int i = 0; i < lines.count(); i++) {
      int start = lines.valueStart(i);
      int end = lines.valueEnd(i);
      switch (lines.kind(i)) {
        case FieldKind.HOST -> {
          hosts++;
          host = i;
        }
        case FieldKind.CONTENT_LENGTH -> framing.contentLength(octets, start, end);
        case FieldKind.TRANSFER_ENCODING -> framing.transferEncoding(octets, start, end);
        case FieldKind.CONNECTION -> connection.add(octets, start, end);
        case FieldKind.UPGRADE -> {
          upgrades++;
          upgrade = i;
        }
        case FieldKind.EXPECT ->
            facts.expectsContinue = Octets.equalsIgnoreCase(octets, start, end, CONTINUE);
        case FieldKind.MESH -> said(lines.text(lines.nameStart(i), lines.nameEnd(i)), i);
        default -> {
          // goes on as it is, or is dropped
        }
      }
    }
  }

  /** What is no proper value is as good as not said; of several the strictest counts. */
  private void said(String name, int field) {
    String value = lines.text(lines.valueStart(field), lines.valueEnd(field));
    if (AttemptWords.ATTEMPT.contentEqualsIgnoreCase(name)) {
      facts.attempt = Math.max(facts.attempt, AttemptWords.number(value));
    } else if (AttemptWords.DEADLINE.contentEqualsIgnoreCase(name)) {
      facts.timeoutNanos = Math.min(facts.timeoutNanos, AttemptWords.remaining(value));
    }
  }

  private ProxyFailure judged(HeaderPolicy policy) {
    var defect = framingDefect();
    if (defect == null) {
      defect = hostDefect();
    }
    if (defect != null) {
      return defect;
    }
    if (lines.hasUnderscores() && policy.underscores() == UnderscorePolicy.REFUSE) {
      return invalid("a field name has an underscore (expected: none; headers.underscores)");
    }
    facts.chunked = framing.isChunked();
    facts.contentLength =
        facts.chunked ? DownstreamRequest.UNKNOWN_LENGTH : Math.max(0, framing.contentLength());
    facts.persistent = facts.http10 ? connection.isKeepAlive() : !connection.isClose();
    facts.expectsContinue &= !facts.http10;
    facts.upgrade = upgradeWanted();
    return facts.connect && facts.contentLength != 0
        ? invalid("CONNECT with a body (expected: none)")
        : null;
  }

  private ProxyFailure framingDefect() {
    String defect = framing.defect();
    if (defect != null) {
      return invalid(defect);
    }
    if (framing.hasUnknownCoding()) {
      return new ProxyFailure.NotSupported(
          "Transfer-Encoding is not carried (expected: chunked alone, or none)");
    }
    return facts.http10 && framing.hasTransferEncoding()
        ? invalid("Transfer-Encoding in HTTP/1.0 (expected: Content-Length)")
        : null;
  }

  private ProxyFailure hostDefect() {
    byte[] octets = lines.octets();
    if (hosts > 1 || (hosts == 0 && !facts.http10)) {
      return invalid(hosts + " Host headers (expected: one)");
    }
    if (hosts == 1) {
      int start = lines.valueStart(host);
      int end = lines.valueEnd(host);
      if (!Authority.isValid(octets, start, end)) {
        return invalid("Host is no name or address (expected: name or name:port)");
      }
      if (target.authorityEnd > 0
          && !Authority.same(octets, start, end, target.authorityStart, target.authorityEnd)) {
        return invalid("Host and the target's host differ (expected: the same)");
      }
      facts.authority = authority(start, end);
    } else if (target.authorityEnd > 0) {
      facts.authority = lines.text(target.authorityStart, target.authorityEnd);
    }
    return null;
  }

  /** The same string as last time when it is the same host: most callers ask for few. */
  private String authority(int start, int end) {
    byte[] octets = lines.octets();
    int length = end - start;
    if (lastAuthority.length() == length) {
      int i = 0;
      while (i < length && lastAuthority.charAt(i) == (char) (octets[start + i] & 0xFF)) {
        i++;
      }
      if (i == length) {
        return lastAuthority;
      }
    }
    lastAuthority = lines.text(start, end);
    return lastAuthority;
  }

  /**
   * Java's own client offers h2c with its first request; leaving the offer out declines it. An
   * offer that is no option of the connection is none (RFC 9110 §7.8).
   */
  private String upgradeWanted() {
    if (upgrades != 1 || !connection.isUpgrade() || facts.http10 || facts.contentLength != 0) {
      return null;
    }
    int start = lines.valueStart(upgrade);
    int end = lines.valueEnd(upgrade);
    boolean token = end > start;
    for (int i = start; i < end; i++) {
      token &= Octets.token(lines.octets()[i]) != 0 || lines.octets()[i] == '/';
    }
    return token && !Octets.equalsIgnoreCase(lines.octets(), start, end, H2C)
        ? lines.value(upgrade)
        : null;
  }

  private static ProxyFailure invalid(String message) {
    return new ProxyFailure.InvalidRequest(message);
  }
}
