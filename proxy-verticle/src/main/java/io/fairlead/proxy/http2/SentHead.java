package io.fairlead.proxy.http2;

import io.fairlead.proxy.relay.AttemptWords;
import io.fairlead.proxy.relay.DownstreamRequest;
import io.fairlead.proxy.relay.Fields;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A head or trailers to be encoded. */
final class SentHead extends LightHeaders {
  private static final AsciiString METHOD = PseudoHeaderName.METHOD.value();
  private static final AsciiString SCHEME = PseudoHeaderName.SCHEME.value();
  private static final AsciiString AUTHORITY = PseudoHeaderName.AUTHORITY.value();
  private static final AsciiString PATH = PseudoHeaderName.PATH.value();
  private static final AsciiString STATUS = PseudoHeaderName.STATUS.value();
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");

  private static final AsciiString GRPC_TIMEOUT = AsciiString.cached("grpc-timeout");

  private final List<CharSequence> pseudo;
  private final Fields fields;
  private final CharSequence status;

  private SentHead(List<CharSequence> pseudo, Fields fields, CharSequence status) {
    this.pseudo = pseudo;
    this.fields = fields;
    this.status = status;
  }

  /**
   * A request; its fields are the request's with the length of the body where it is known.
   *
   * @param words what the attempt says besides
   */
  static SentHead request(DownstreamRequest request, AttemptWords words) {
    CharSequence authority = request.authority();
    List<CharSequence> pseudo =
        authority == null
            ? List.of(METHOD, request.method(), SCHEME, request.scheme(), PATH, request.path())
            : List.of(
                METHOD,
                request.method(),
                SCHEME,
                request.scheme(),
                AUTHORITY,
                authority,
                PATH,
                request.path());
    var fields = request.fields();
    long length = request.contentLength();
    return length > 0 || !words.isNothing()
        ? new SentHead(pseudo, with(fields, length, words), null)
        : new SentHead(pseudo, fields, null);
  }

  /** The fields may be those of an attempt before: they are left as they are. */
  private static Fields with(Fields fields, long contentLength, AttemptWords words) {
    boolean limited = words.hasLimit();
    boolean grpc = limited && fields.contains(GRPC_TIMEOUT);
    var all = new Fields();
    for (int i = 0; i < fields.size(); i++) {
      var name = fields.name(i);
      boolean old = grpc && AsciiString.contentEquals(name, GRPC_TIMEOUT);
      all.add(name, old ? GrpcTimeout.text(words.remainingNanos()) : fields.value(i));
    }
    if (words.hasNumber()) {
      all.add(AttemptWords.ATTEMPT, Integer.toString(words.number()));
    }
    if (limited && !grpc) {
      all.add(AttemptWords.DEADLINE, Long.toString(words.remainingMillis()));
    }
    return contentLength > 0 ? all.add(CONTENT_LENGTH, Long.toString(contentLength)) : all;
  }

  /**
   * A response.
   *
   * @param contentLength -1 when it is not told
   */
  static SentHead response(int status, Fields fields, long contentLength) {
    if (contentLength >= 0) {
      fields.add(CONTENT_LENGTH, Long.toString(contentLength));
    }
    CharSequence code = HttpResponseStatus.valueOf(status).codeAsText();
    return new SentHead(List.of(STATUS, code), fields, code);
  }

  static SentHead trailers(Fields fields) {
    return new SentHead(List.of(), fields, null);
  }

  @Override
  public CharSequence status() {
    return status;
  }

  @Override
  public int size() {
    return pseudo.size() / 2 + fields.size();
  }

  @Override
  public Iterator<Map.Entry<CharSequence, CharSequence>> iterator() {
    return new FieldsIterator(pseudo, fields);
  }
}
