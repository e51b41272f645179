package io.fairlead.proxy.http2;

import io.fairlead.proxy.http1.FieldRules;
import io.fairlead.proxy.relay.AttemptWords;
import io.fairlead.proxy.relay.Fields;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A head or the trailers as they are decoded. A field that makes the message malformed (RFC 9113
 * §8.2, §8.3) is refused at once, which resets the stream.
 */
final class ReceivedHead extends LightHeaders {
  private static final AsciiString TE = AsciiString.cached("te");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
  private static final AsciiString HOST = AsciiString.cached("host");

  private final Fields fields = new Fields();
  private AsciiString method;
  private AsciiString scheme;
  private AsciiString authority;
  private AsciiString path;
  private AsciiString status;
  private AsciiString host;
  private AsciiString attempt;
  private AsciiString deadline;
  private AsciiString contentLength;
  private List<CharSequence> contentLengths = List.of();
  private boolean underscores;

  /**
   * Takes a field over from the decoder.
   *
   * @throws IllegalArgumentException when it is malformed
   */
  @Override
  public Http2Headers add(CharSequence name, CharSequence value) {
    var fieldName = AsciiString.of(name);
    var fieldValue = AsciiString.of(value);
    if (!FieldRules.isValue(fieldValue)) {
      throw new IllegalArgumentException("a value with a control character or a blank at its end");
    }
    if (!fieldName.isEmpty() && fieldName.byteAt(0) == ':') {
      pseudo(fieldName, fieldValue);
    } else {
      regular(fieldName, fieldValue);
    }
    return this;
  }

  private void pseudo(AsciiString name, AsciiString value) {
    if (!fields.isEmpty()) {
      throw new IllegalArgumentException("a pseudo-field after a field");
    }
    AsciiString before;
    switch (name.toString()) {
      case ":method" -> {
        before = method;
        method = value;
      }
      case ":scheme" -> {
        before = scheme;
        scheme = value;
      }
      case ":authority" -> {
        before = authority;
        authority = value;
      }
      case ":path" -> {
        before = path;
        path = value;
      }
      case ":status" -> {
        before = status;
        status = value;
      }
      default -> throw new IllegalArgumentException("a pseudo-field that there is not");
    }
    if (before != null) {
      throw new IllegalArgumentException("a pseudo-field twice");
    }
  }

  private void regular(AsciiString name, AsciiString value) {
    if (!FieldRules.isLowerCaseName(name)) {
      throw new IllegalArgumentException("a name that is no token in lower case");
    }
    if (FieldRules.isConnectionSpecific(name)
        || (name.equals(TE) && !value.contentEqualsIgnoreCase("trailers"))) {
      throw new IllegalArgumentException("a field for one connection of HTTP/1.1");
    }
    if (name.equals(HOST)) {
      if (host != null) {
        throw new IllegalArgumentException("Host twice");
      }
      host = value;
    } else if (name.equals(CONTENT_LENGTH)) {
      contentLength(value);
    } else if (name.equals(AttemptWords.ATTEMPT)) {
      attempt = value;
    } else if (name.equals(AttemptWords.DEADLINE)) {
      deadline = value;
    }
    underscores |= name.indexOf("_") >= 0;
    fields.add(name, value);
  }

  private void contentLength(AsciiString value) {
    if (contentLength != null || !isNumber(value)) {
      throw new IllegalArgumentException("Content-Length twice, or no number");
    }
    contentLength = value;
    contentLengths = new ArrayList<>(1);
    contentLengths.add(value);
  }

  private static boolean isNumber(AsciiString value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.byteAt(i) < '0' || value.byteAt(i) > '9') {
        return false;
      }
    }
    return !value.isEmpty() && value.length() <= 18;
  }

  /** All but the pseudo-fields. */
  Fields fields() {
    return fields;
  }

  /** Which attempt it is, as its sender says; null when it says nothing. */
  AsciiString attempt() {
    return attempt;
  }

  /** How long its sender waits, as it says; null when it says nothing. */
  AsciiString deadline() {
    return deadline;
  }

  /** Null when there is no Host field. */
  AsciiString host() {
    return host;
  }

  /** -1 when not told. */
  long contentLength() {
    return contentLength == null ? -1 : contentLength.parseLong();
  }

  /** Of a response, 100 to 599; -1 when there is none. */
  int statusCode() {
    if (status == null || status.length() != 3) {
      return -1;
    }
    int code = 0;
    for (int i = 0; i < 3; i++) {
      int digit = status.byteAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      code = 10 * code + digit;
    }
    return code < 100 || code > 599 ? -1 : code;
  }

  boolean hasUnderscores() {
    return underscores;
  }

  boolean hasPseudo() {
    return hasRequestPseudo() || status != null;
  }

  boolean hasRequestPseudo() {
    return method != null || scheme != null || authority != null || path != null;
  }

  @Override
  public AsciiString method() {
    return method;
  }

  @Override
  public AsciiString scheme() {
    return scheme;
  }

  @Override
  public AsciiString authority() {
    return authority;
  }

  @Override
  public AsciiString path() {
    return path;
  }

  @Override
  public AsciiString status() {
    return status;
  }

  @Override
  public List<CharSequence> getAll(CharSequence name) {
    return AsciiString.contentEquals(name, CONTENT_LENGTH) ? contentLengths : List.of();
  }

  /** The codec writes the length back as it understood it. */
  @Override
  public Http2Headers setLong(CharSequence name, long value) {
    return this;
  }

  @Override
  public int size() {
    return fields.size();
  }

  @Override
  public Iterator<Map.Entry<CharSequence, CharSequence>> iterator() {
    return new FieldsIterator(List.of(), fields);
  }
}
