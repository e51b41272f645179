package io.fairlead.proxy.http2;

import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.relay.Attempt;
import io.fairlead.proxy.relay.AttemptWords;
import io.fairlead.proxy.relay.BodySource;
import io.fairlead.proxy.relay.DownstreamRequest;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.RequestBody;
import io.netty.util.AsciiString;

/** A request that came on a stream. On its connection's event loop. */
final class Http2Request implements DownstreamRequest {
  private static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
  private static final AsciiString GRPC_TIMEOUT = AsciiString.cached("grpc-timeout");
  private static final AsciiString GRPC = AsciiString.cached("application/grpc");

  private final ServedStream stream;
  private final ReceivedHead head;
  private final ProxyFailure defect;
  private final RequestBody body;
  private final String method;
  private final String authority;
  private final boolean grpc;
  private final long contentLength;
  private Fields fields;
  private Attempt attempt;
  private boolean cancelled;

  /**
   * @param defect why it cannot be forwarded; null when it can
   * @param ended whether there is no body
   */
  Http2Request(
      ServedStream stream,
      BodySource source,
      ReceivedHead head,
      ProxyFailure defect,
      boolean ended,
      int replayBytesMax) {
    this.stream = stream;
    this.head = head;
    this.defect = defect;
    this.method = head.method().toString();
    var asked = head.authority() == null ? head.host() : head.authority();
    this.authority = asked == null ? null : asked.toString();
    this.grpc = isGrpc(head.fields().get(CONTENT_TYPE));
    this.contentLength = ended ? 0 : head.contentLength();
    this.body = new RequestBody(source, !ended, replayBytesMax);
  }

  private static boolean isGrpc(CharSequence type) {
    return type != null
        && type.length() >= GRPC.length()
        && GRPC.contentEqualsIgnoreCase(type.subSequence(0, GRPC.length()));
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String authority() {
    return authority;
  }

  @Override
  public ProxyFailure defect() {
    return defect;
  }

  @Override
  public boolean isReplayable() {
    return body.isReplayable();
  }

  @Override
  public boolean hasBody() {
    return body.isPresent();
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public long timeoutNanos() {
    long said = AttemptWords.remaining(head.deadline());
    return grpc ? Math.min(said, GrpcTimeout.nanos(head.fields().get(GRPC_TIMEOUT))) : said;
  }

  @Override
  public int attempt() {
    return AttemptWords.number(head.attempt());
  }

  @Override
  public String path() {
    return head.path() == null ? "" : head.path().toString();
  }

  @Override
  public CharSequence field(String name) {
    return fields().joined(name);
  }

  @Override
  public String clientAddress() {
    return stream.clientAddress();
  }

  @Override
  public String scheme() {
    return "http";
  }

  /** The same for each attempt: what the proxy begins is begun once. */
  @Override
  public Fields fields() {
    if (fields == null) {
      fields = stream.goingOn(head.fields(), authority);
    }
    return fields;
  }

  /** {@link #UNKNOWN_LENGTH} is what the head says when it says nothing. */
  @Override
  public long contentLength() {
    return contentLength;
  }

  @Override
  public String upgrade() {
    return null;
  }

  @Override
  public boolean isTunnel() {
    return method.equals("CONNECT");
  }

  @Override
  public RequestBody body() {
    return body;
  }

  @Override
  public void attempting(Attempt present) {
    attempt = present;
  }

  @Override
  public void interim(int status, Fields interim) {
    stream.interim(status, interim);
  }

  /** Whether its answer is to be one of gRPC, whatever it is. */
  boolean isGrpc() {
    return grpc;
  }

  boolean isToHead() {
    return method.equals("HEAD");
  }

  /** The client gave it up, or went away. */
  void cancel() {
    cancelled = true;
    if (attempt != null) {
      attempt.cancel();
    }
  }

  /** The client stopped sending in the middle of the body. */
  void stalled() {
    if (attempt != null) {
      attempt.clientStalled();
    }
  }
}
